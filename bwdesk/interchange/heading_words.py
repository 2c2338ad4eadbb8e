"""The headings under which lists give the facts of a factory, in the languages of the programme. Data only.

Written as people write them; `headings.py` compares them without case, accents and punctuation. Where two fields could claim a
heading, the longer match wins. `IGNORED` are headings that look like a field and are none.
"""

from __future__ import annotations

from typing import Final

HEADINGS: Final[dict[str, str]] = {
    "name": """
        factory name · name of factory · name of the factory · facility name · facility · factory · name · company name · company
        name of company · supplier name · supplier · supplier factory · manufacturer · manufacturer name · producer · vendor
        vendor name · unit name · production unit · production site · site name · enterprise · enterprise name · establishment
        establishment name · mill name · name english · name in english · factory name english · english name
        business name · unit · mill · plant
        nom de l'usine · nom usine · nom · usine · nom de l'entreprise · entreprise · fournisseur · nom du fournisseur · société
        raison sociale · fabricant · établissement
        nombre de la fábrica · nombre fábrica · nombre · fábrica · nombre de la empresa · empresa · proveedor · razón social
        planta · maquila
        tên nhà máy · nhà máy · tên công ty · công ty · tên doanh nghiệp · doanh nghiệp · tên · tên đơn vị · nhà cung cấp
        nama pabrik · pabrik · nama perusahaan · perusahaan · nama · pemasok
        ឈ្មោះរោងចក្រ · រោងចក្រ · ឈ្មោះក្រុមហ៊ុន · ក្រុមហ៊ុន · ឈ្មោះ · ឈ្មោះសហគ្រាស
        কারখানার নাম · কারখানা · প্রতিষ্ঠানের নাম · কোম্পানির নাম · নাম · ফ্যাক্টরির নাম
        اسم المصنع · المصنع · اسم الشركة · الشركة · الاسم · اسم المنشأة
        فیکٹری کا نام · کارخانے کا نام · نام · 工厂名称 · 工厂 · 公司名称 · 名称 · 企业名称 · 工廠名稱 · 公司名稱
        nome da fábrica · nome · fabrikname · название фабрики · название · предприятие · korxona nomi""",
    "local_name": """
        local name · factory name local · factory name in local language · name local language · name in local language · native name
        name in local script · local language name · factory name native language · khmer name · name khmer · name in khmer
        factory name khmer · bengali name · bangla name · name bengali · name bangla · factory name bangla · factory name bengali
        arabic name · name arabic · factory name arabic · vietnamese name · name vietnamese · factory name vietnamese · sinhala name
        tamil name · urdu name · amharic name · chinese name · name chinese · factory name chinese · name in chinese · burmese name
        original name · nom local · nom en langue locale · nombre local · tên tiếng việt · tên địa phương · nama lokal
        ឈ្មោះជាភាសាខ្មែរ · বাংলা নাম · الاسم بالعربية · الاسم العربي · 中文名称 · 中文名""",
    "country": """
        country · country name · country code · country region · country of production · production country · country iso
        iso country code · factory country · location country · pays · pays de production · país · país de producción · quốc gia
        nước · negara
        ប្រទេស · দেশ · البلد · الدولة · بلد · ملک · 国家 · 國家 · paese · land · страна · davlat · mamlakat · firenena · peyi""",
    "address": """
        address · factory address · facility address · street address · full address · address line 1 · address line 2 · address line 3
        address 1 · address 2 · address 3 · street · road · location address · site address · postal address · location
        state · province · state province · region · district · division · postal code · postcode · zip · zip code · pin code
        upazila · thana · commune · village · industrial zone · adresse · adresse de l'usine · rue · code postal · dirección
        domicilio · calle · departamento · código postal · địa chỉ · tỉnh · quận · huyện · phường · khu công nghiệp
        alamat · alamat pabrik · jalan · provinsi · kabupaten · kode pos · kecamatan
        អាសយដ្ឋាន · ខេត្ត · ស្រុក · ខណ្ឌ · ঠিকানা · জেলা · উপজেলা · থানা · বিভাগ · العنوان · المحافظة · الحي · پتہ · ضلع · صوبہ
        地址 · 工厂地址 · 省 · 省份 · endereço · adres · адрес · manzil · viloyat · adiresy""",
    "city": """
        city · town · city town · factory city · ville · ciudad · municipio · thành phố · kota · ទីក្រុង · ក្រុង · শহর · المدينة
        مدينة · شہر · 城市 · 市 · cidade · stadt · город · shahar · tanàna · vil""",
    "os_id": """
        os id · osid · os hub id · open supply hub id · oar id · open apparel registry id · os id number · open supply id""",
    "workers_women": """
        women · female · females · women workers · female workers · female employees · number of women · no of women
        number of female workers · number of women workers · no of female workers · workers women · workers female · f
        femmes · ouvrières · travailleuses · effectif femmes · nombre de femmes · salariées · mujeres · trabajadoras
        número de mujeres · femenino
        nữ · lao động nữ · số lao động nữ · công nhân nữ · perempuan · wanita · pekerja perempuan · karyawan perempuan
        ស្រី · ស្ត្រី · កម្មការិនី · កម្មករស្រី · ចំនួនស្រី · নারী · মহিলা · নারী শ্রমিক · মহিলা শ্রমিক · নারী কর্মী
        نساء · إناث · عدد العاملات · العاملات · عاملات · خواتین · 女 · 女工 · 女性 · mulheres · kadın · женщины · ayollar · vehivavy""",
    "workers_men": """
        men · male · males · men workers · male workers · male employees · number of men · no of men · number of male workers
        number of men workers · no of male workers · workers men · workers male · m
        hommes · ouvriers · effectif hommes · nombre d'hommes · hombres · número de hombres · masculino
        nam · lao động nam · số lao động nam · công nhân nam · laki laki · laki · pria · pekerja laki laki · karyawan laki laki
        ប្រុស · បុរស · កម្មករប្រុស · ចំនួនប្រុស · পুরুষ · পুরুষ শ্রমিক · পুরুষ কর্মী
        رجال · ذكور · عدد العمال الذكور · العمال الذكور · مرد · 男 · 男工 · 男性 · homens · erkek · мужчины · erkaklar · lehilahy""",
    "workers_total": """
        workers · total workers · number of workers · no of workers · workers total · employees · total employees · number of employees
        no of employees · workforce · total workforce · headcount · worker count · employee count · workers count · total
        effectif · effectif total · nombre de travailleurs · travailleurs · nombre d'employés · salariés · trabajadores · empleados
        total trabajadores · total de trabajadores · número de trabajadores · número de empleados · lao động · tổng số lao động
        số lao động · tổng lao động · số công nhân · tổng số công nhân · jumlah pekerja · total pekerja · jumlah karyawan
        jumlah tenaga kerja · tenaga kerja · pekerja · karyawan · កម្មករ · ចំនួនកម្មករ · កម្មករសរុប · ចំនួនកម្មករសរុប · សរុប
        শ্রমিক · মোট শ্রমিক · শ্রমিক সংখ্যা · মোট শ্রমিক সংখ্যা · কর্মী সংখ্যা · মোট
        عدد العمال · إجمالي العمال · العمال · عدد العاملين · إجمالي العاملين · مزدور · کل مزدور · 员工总数 · 员工人数 · 工人总数 · 人数
        trabalhadores · количество работников · xodimlar soni""",
    "products": """
        products · product · product type · product types · main products · product category · product categories · products made
        main product · goods · items produced · produits · produit · produits fabriqués · type de produit · productos · producto
        tipo de producto · sản phẩm · loại sản phẩm · mặt hàng · produk · jenis produk · ផលិតផល · ប្រភេទផលិតផល · পণ্য
        পণ্যের ধরন · উৎপাদিত পণ্য
        المنتجات · المنتج · نوع المنتج · مصنوعات · 产品 · 产品类型 · 主要产品 · produtos · продукция · mahsulot""",
    "buyers": """
        buyers · buyer · brands · brand · brand name · brand names · buyer name · customers · customer · clients · client
        main buyers · main customers
        retailers · acheteurs · acheteur · marques · marque · donneurs d'ordre · compradores · comprador · marcas · marca · clientes
        khách hàng · nhãn hàng · người mua · thương hiệu · pembeli · merek · buyer merek · pelanggan · អ្នកទិញ · ម៉ាក · ម៉ាកយីហោ
        ক্রেতা · ব্র্যান্ড · ক্রেতার নাম · المشترين · المشترون · المشتري · العلامات التجارية · خریدار · 客户 · 品牌 · 买家
        покупатели · xaridorlar""",
    "contact": """
        contact · contact person · contact name · contacts · contact details · phone · telephone · phone number · tel · mobile
        telephone number · email · e mail · email address · contact email · contact phone · factory contact · manager
        personne de contact · téléphone · courriel · contacto · persona de contacto · teléfono · correo · correo electrónico
        người liên hệ · liên hệ · điện thoại · số điện thoại · kontak · narahubung · telepon · no telepon · surel
        ទំនាក់ទំនង · ទូរស័ព្ទ · អ៊ីមែល · যোগাযোগ · ফোন · মোবাইল · ই মেইল · جهة الاتصال · الهاتف · هاتف · البريد الإلكتروني · فون · رابطہ
        联系人 · 联系电话 · 电话 · 邮箱 · contato · telefone · контакт · телефон · aloqa""",
    "external_id": """
        factory id · facility id · factory code · factory no · factory number · factory ref · id · code · reference · ref · ref no
        supplier code · supplier id · vendor code · vendor id · vendor number · unit code · row key · key · bw id · better work id
        registration no · registration number · uid · uuid · code usine · identifiant · référence · código · código de fábrica
        identificador
        mã · mã nhà máy · mã số · mã số thuế · kode · kode pabrik · លេខសម្គាល់ · កូដ · কোড · আইডি · কারখানা কোড · الرمز
        رمز المصنع · رقم المصنع
        编号 · 工厂编号 · 代码""",
    "": """
        no · nr · num · number · s no · sl no · sr no · s n · sn · sl · serial · serial no · row · row no · line · item · nº · n · rang
        stt · số thứ tự · nomor · no urut · ល រ · ক্রমিক · ক্রমিক নং · مسلسل · م · 序号
        date · date added · last updated · created · updated · year · status · remarks · remark · comments · comment · notes
        parent company · parent company name · parent · group · group name · owner · owner name · ownership · agent · agent name
        factory group
        product name · sector · industry · facility type · factory type · processing type · supplier type · supplier group · type
        percent female · female percent · women percent · percent women · share of women · pct women · pct female · migrant workers
        women managers · female managers · female supervisors · women supervisors · latitude · longitude · lat · lng · lon
        country of origin · website · web · url · certification · certificates · union · tier · capacity · number of lines
        remarques · observaciones · ghi chú · keterangan · catatan · កំណត់សម្គាល់ · মন্তব্য · ملاحظات · 备注""",
}
WOMEN: Final = frozenset(("women", "woman", "female", "females", "femmes", "femme", "mujeres", "nu", "perempuan", "wanita"))
MEN: Final = frozenset(("men", "man", "male", "males", "hommes", "homme", "hombres", "nam", "laki", "pria"))
WORKERS: Final = frozenset(("workers", "worker", "employees", "employee", "workforce", "staff", "headcount", "travailleurs", "employes"))
NOT_WORKERS: Final = frozenset(
    ("percent", "percentage", "pct", "share", "ratio", "managers", "manager", "supervisors", "supervisor", "migrant", "toilets")
)
LOCAL: Final = frozenset(
    ("local", "native", "khmer", "bengali", "bangla", "arabic", "vietnamese", "sinhala", "tamil", "urdu", "amharic", "chinese", "burmese")
)
