"""A filled demonstration region: the fictional Kabupaten Tanjung Contoh with three months and an account per role.

Installed only where ``TEPAT_DEMO`` is set. It fills an empty database in bulk, past the services that would check and
log each record on its own: the tests check that what it writes would have passed them.
"""
