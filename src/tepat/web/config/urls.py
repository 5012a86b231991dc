"""Every address of the application. The apps name theirs; the access matrix of the tests lists them all."""

from django.urls import include, path

urlpatterns = [
    path("", include("tepat.web.apps.beranda.urls")),
    path("tampilan/", include("tepat.web.ui.urls")),
    path("akun/", include("tepat.web.apps.akun.urls")),
    path("kepegawaian/", include("tepat.web.apps.kepegawaian.urls")),
    path("impor/", include("tepat.web.apps.impor.urls")),
    path("presensi/", include("tepat.web.apps.presensi.urls")),
    path("kinerja/", include("tepat.web.apps.kinerja.urls")),
    path("peraturan/", include("tepat.web.apps.regulasi.urls")),
    path("tpp/", include("tepat.web.apps.tpp.urls")),
    path("pembayaran/", include("tepat.web.apps.pembayaran.urls")),
    path("audit/", include("tepat.web.apps.audit.urls")),
]

handler400 = "tepat.web.ui.views.bad_request"
handler403 = "tepat.web.ui.views.permission_denied"
handler404 = "tepat.web.ui.views.page_not_found"
handler429 = "tepat.web.ui.views.too_many_requests"
handler500 = "tepat.web.ui.views.server_error"
