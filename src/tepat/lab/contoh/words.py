"""Words that fictional names are made of."""

MALE = tuple(
    "Ahmad Budi Dedi Eko Fajar Gilang Hadi Imam Joko Kurnia Lukman Made Naufal Oka Putra Rahmat Slamet Taufik "
    "Umar Wahyu Yusuf Zainal Agus Bayu Candra Dani Firman Hendra Irfan Rizky".split()
)
FEMALE = tuple(
    "Aisyah Bunga Citra Dewi Endang Fitri Gita Hana Indah Jamilah Kartika Lestari Maya Nurul Oktavia Puspita "
    "Ratna Sari Tuti Umi Wulan Yuliana Zahra Ani Bella Dian Farida Hesti Ika Rina".split()
)
MIDDLE = tuple(
    "Adi Akbar Arif Bakti Cahya Darma Fikri Guna Hakim Ilham Jati Karya Laksana Muda Nur Prima Rama Satria Tirta "
    "Utama Wira Yoga".split()
)
FAMILY = tuple(
    "Abdullah Basri Cendana Daulay Effendi Firdaus Gunawan Hidayat Iskandar Junaidi Kusuma Lubis Maulana Nasution "
    "Oktaviani Pratama Qadri Rahman Santoso Tanjung Utomo Vidyanata Wibowo Yudhistira Zulkarnain Anggraini "
    "Baharuddin Damanik Fauzi Hasanah Kurniawan Mahendra Noor Permata Ramadhan Saputra Syahrani Wardana Yulianti "
    "Mulyani".split()
)
DEGREES = ("S.Sos.", "S.E.", "S.H.", "S.Kom.", "S.Pd.", "S.T.", "S.KM.", "M.Si.")

PLACES = (
    "Rantau Sari",
    "Muara Tebing",
    "Tanjung Kenari",
    "Bukit Damai",
    "Sungai Jelutung",
    "Lembah Raya",
    "Batu Merindu",
    "Teluk Rukam",
    "Padang Ilalang",
    "Gunung Sejati",
    "Danau Teratai",
    "Pulau Sirih",
    "Awang Tinggi",
    "Karang Bening",
    "Simpang Ulin",
    "Hulu Cempaka",
    "Hilir Kemuning",
    "Riam Panjang",
    "Telaga Biru",
    "Paringin Rimba",
)
