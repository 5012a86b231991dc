"""Addresses. Of the sign-in library only what is used here: no signing up, no e-mail, no passwords by e-mail."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as socialaccount
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path

from tepat.web.apps.akun import views

urlpatterns = [
    path("", views.daftar, name="akun_daftar"),
    path("profil/", views.profil, name="akun_profil"),
    path("baru/", views.baru, name="akun_baru"),
    path("baru/semua/", views.baru_semua, name="akun_baru_semua"),
    path("<int:akun_id>/", views.rinci, name="akun_rinci"),
    path("<int:akun_id>/peran/", views.peran_beri, name="akun_peran_beri"),
    path("<int:akun_id>/keadaan/", views.keadaan, name="akun_keadaan"),
    path("<int:akun_id>/sandi/", views.sandi, name="akun_sandi"),
    path("<int:akun_id>/dua-langkah/", views.dua_langkah, name="akun_dua_langkah"),
    path("peran/<int:peran_id>/akhiri/", views.peran_akhiri, name="akun_peran_akhiri"),
    path("sandi/baru/<uidb64>/<token>/", views.SandiBaru.as_view(), name="akun_sandi_baru"),
    path("sandi/tiada/", views.tanpa_sandi, name="account_set_password"),
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("tidak-aktif/", account.account_inactive, name="account_inactive"),
    path("ulangi-sandi/", account.reauthenticate, name="account_reauthenticate"),
    path("sandi/ganti/", account.password_change, name="account_change_password"),
    path("dua-langkah/", mfa.index, name="mfa_index"),
    path("dua-langkah/masuk/", mfa.authenticate, name="mfa_authenticate"),
    path("dua-langkah/ulangi/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("dua-langkah/pasang/", totp.activate_totp, name="mfa_activate_totp"),
    path("dua-langkah/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("dua-langkah/kode/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("dua-langkah/kode/baru/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("dua-langkah/kode/unduh/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("daerah/batal/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("daerah/<slug:provider_id>/", oidc.login, name="openid_connect_login"),
    path("daerah/<slug:provider_id>/kembali/", oidc.callback, name="openid_connect_callback"),
]
