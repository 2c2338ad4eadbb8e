"""The headings under which lists give the facts of a factory, in the languages of the programme. Data only.

Written as people write them, with · or a line's end between; `headings.py` compares them without case, accents and punctuation, and
with letters of one sound as one (words.py). Where two fields could claim a heading, the longer match wins. Words, not whole headings,
stand in the lists below the table. Those under "" look like a field and are none.
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
        nome da fábrica · nome · fabrikname · название фабрики · название · предприятие · korxona nomi
        firma · firma adı · firma ismi · firmanın adı · firma unvanı · fabrika · fabrika adı · fabrika ismi · fabrikanın adı · tesis
        tesis adı · tesisin adı
        işletme · işletme adı · işletmenin adı · işyeri · işyeri adı · işyeri unvanı · kuruluş · kuruluş adı · şirket · şirket adı
        şirketin adı · ticaret unvanı
        ticari unvan · ticari unvanı · unvan · unvanı · üretici · üretici adı · üretici firma · tedarikçi · tedarikçi adı
        tedarikçi firma · ad · adı · isim · ismi · ingilizce adı
        firmenname · name der firma · unternehmen · unternehmensname · name des unternehmens · betrieb · betriebsname
        name des betriebs · betriebsstätte · werksname
        fabrik · name der fabrik · produktionsstätte · name der produktionsstätte · produktionsbetrieb · produktionsstandort · lieferant
        lieferantenname · name des lieferanten
        hersteller · herstellername · name des herstellers · produzent · werk · zulieferer · name des zulieferers
        የፋብሪካ ስም · የፋብሪካው ስም · ፋብሪካ · ፋብሪካው · የድርጅት ስም · የድርጅቱ ስም · ድርጅት · ድርጅቱ · የኩባንያ ስም · የኩባንያው ስም · ኩባንያ · ኩባንያው · የተቋም ስም
        የተቋሙ ስም · ተቋም
        የኢንዱስትሪው ስም · የአምራች ስም · የአምራቹ ስም · አምራች · አምራች ድርጅት · የአቅራቢ ስም · የአቅራቢው ስም · አቅራቢ · የአሰሪ ስም · የአሰሪው ስም · ስም · የእንግሊዝኛ ስም
        ስም በእንግሊዝኛ
        කර්මාන්තශාලාවේ නම · කර්මාන්ත ශාලාවේ නම · කර්මාන්තශාලා නම · කර්මාන්තශාලාව · කම්හලේ නම · කම්හල · ඇඟලුම් කම්හලේ නම · ෆැක්ටරියේ නම
        ෆැක්ටරිය · ආයතනයේ නම · ආයතනය
        සමාගමේ නම · සමාගම · ව්‍යාපාරයේ නම · ව්‍යාපාරික නාමය · සැපයුම්කරු · සැපයුම්කරුගේ නම · නිෂ්පාදකයා · නිෂ්පාදකයාගේ නම · නම
        ඉංග්‍රීසි නම · නම ඉංග්‍රීසියෙන්
        தொழிற்சாலை பெயர் · தொழிற்சாலைப் பெயர் · தொழிற்சாலையின் பெயர் · தொழிற்சாலை · ஆலை பெயர் · ஆலையின் பெயர் · ஆலை · நிறுவனத்தின் பெயர்
        நிறுவன பெயர் · நிறுவனப் பெயர்
        நிறுவனம் · கம்பெனி பெயர் · கம்பெனி · உற்பத்தியாளர் · உற்பத்தியாளர் பெயர் · உற்பத்தியாளரின் பெயர் · வழங்குநர் · வழங்குநர் பெயர்
        சப்ளையர் · பெயர் · ஆங்கிலப் பெயர் · ஆங்கில பெயர்
        فیکٹری · کارخانہ · فیکٹری نام · کمپنی · کمپنی کا نام · ادارہ · ادارے کا نام · یونٹ · یونٹ کا نام · مل کا نام · سپلائر
        سپلائر کا نام · صنعت کار · انگریزی نام
        المنشأة · اسم المنشاه · المورد · اسم المورد · المؤسسة · اسم المؤسسة · اسم المعمل · المعمل · الشركة المصنعة · কারখানার নাম ইংরেজি
        সরবরাহকারী · সরবরাহকারীর নাম · ফ্যাক্টরি · কোম্পানি · গার্মেন্টসের নাম
        ឈ្មោះជាភាសាអង់គ្លេស · សហគ្រាស · អ្នកផ្គត់ផ្គង់ · tên xưởng · tên cơ sở · nama usaha · nama supplier · nombre del proveedor
        nombre de la planta · nom du site · site de production
        anaran'ny orinasa · anarana orinasa · orinasa · anarana · non faktori · non faktori a · faktori · non izin · non konpayi
        konpayi · korxona · fabrika nomi · tashkilot nomi · nomi
        наименование · наименование предприятия · название предприятия · фабрика · организация · наименование организации · поставщик""",
    "local_name": """
        local name · factory name local · factory name in local language · name local language · name in local language · native name
        name in local script · local language name · factory name native language · khmer name · name khmer · name in khmer
        factory name khmer · bengali name · bangla name · name bengali · name bangla · factory name bangla · factory name bengali
        arabic name · name arabic · factory name arabic · vietnamese name · name vietnamese · factory name vietnamese · sinhala name
        tamil name · urdu name · amharic name · chinese name · name chinese · factory name chinese · name in chinese · burmese name
        original name · nom local · nom en langue locale · nombre local · tên tiếng việt · tên địa phương · nama lokal
        ឈ្មោះជាភាសាខ្មែរ · বাংলা নাম · الاسم بالعربية · الاسم العربي · 中文名称 · 中文名
        yerel ad · yerel adı · yerel dilde ad · yerel dilde adı · orijinal adı · name in landessprache · lokaler name · name lokal
        originalname · የአማርኛ ስም · ስም በአማርኛ · የፋብሪካ ስም በአማርኛ · የፋብሪካው ስም በአማርኛ · የድርጅቱ ስም በአማርኛ · name amharic · name in amharic
        සිංහල නම · නම සිංහලෙන් · කර්මාන්තශාලාවේ නම සිංහලෙන් · සමාගමේ නම සිංහලෙන් · දේශීය නම · දෙමළ නම · name in sinhala · name sinhala
        தமிழ் பெயர் · தமிழ்ப் பெயர் · தமிழில் பெயர் · பெயர் தமிழில் · தொழிற்சாலை பெயர் தமிழில் · உள்ளூர் பெயர் · உள்ளூர் மொழியில் பெயர்
        name in tamil · name tamil
        اردو نام · نام اردو میں · فیکٹری کا نام اردو میں · مقامی نام · اسم المصنع بالعربية · اسم الشركة بالعربية · কারখানার নাম বাংলা
        নাম বাংলায় · স্থানীয় নাম""",
    "country": """
        country · country name · country code · country region · country of production · production country · country iso
        iso country code · factory country · location country · pays · pays de production · país · país de producción · quốc gia
        nước · negara · ប្រទេស · দেশ · البلد · الدولة · بلد · ملک · 国家 · 國家 · paese · land · страна · davlat · mamlakat · firenena · peyi
        ülke · ülkesi · ülke adı · ülke kodu · üretim ülkesi · üretildiği ülke · produktionsland · herstellungsland · ländercode
        länderkürzel · landescode
        ሀገር · አገር · የሀገር ስም · የአገር ስም · ሀገሪቱ · አገሪቱ · රට · රටේ නම · நாடு · நாட்டின் பெயர் · உற்பத்தி நாடு · ملک کا نام · بلد الإنتاج
        দেশের নাম · ឈ្មោះប្រទេស · давлат · мамлакат""",
    "address": """
        address · factory address · facility address · street address · full address · address line 1 · address line 2 · address line 3
        address 1 · address 2 · address 3 · street · road · location address · site address · postal address · location
        state · province · state province · region · district · division · postal code · postcode · zip · zip code · pin code
        upazila · thana · commune · village · industrial zone · adresse · adresse de l'usine · rue · code postal · dirección
        domicilio · calle · departamento · código postal · địa chỉ · tỉnh · quận · huyện · phường · khu công nghiệp
        alamat · alamat pabrik · jalan · provinsi · kabupaten · kode pos · kecamatan
        អាសយដ្ឋាន · ខេត្ត · ស្រុក · ខណ្ឌ · ঠিকানা · জেলা · উপজেলা · থানা · বিভাগ · العنوان · المحافظة · الحي · پتہ · ضلع · صوبہ
        地址 · 工厂地址 · 省 · 省份 · endereço · adres · адрес · manzil · viloyat · adiresy
        adresi · açık adres · açık adresi · firma adresi · fabrika adresi · fabrikanın adresi · tesis adresi · işyeri adresi
        şirket adresi · üretici adresi · ilçe · ilçesi
        mahalle · mahallesi · semt · cadde · sokak · cadde sokak · posta kodu · bölge · organize sanayi bölgesi · osb
        anschrift · fabrikadresse · werksadresse · firmenadresse · betriebsadresse · adresse der fabrik · straße · straße und hausnummer
        straße hausnummer · straße nr · hausnummer
        plz · postleitzahl · bundesland · provinz · bezirk · landkreis · distrikt · industriegebiet
        አድራሻ · የፋብሪካ አድራሻ · የፋብሪካው አድራሻ · የድርጅቱ አድራሻ · የኩባንያው አድራሻ · ሙሉ አድራሻ · ክልል · ዞን · ወረዳ · ክፍለ ከተማ · ክ ከተማ · ቀበሌ · የቤት ቁጥር · መንገድ
        የፖስታ ሳጥን ቁጥር · ፖ ሣ ቁ · የኢንዱስትሪ ፓርክ · ኢንዱስትሪ ፓርክ · አካባቢ · ቦታ · የሚገኝበት ቦታ
        ලිපිනය · කර්මාන්තශාලාවේ ලිපිනය · කර්මාන්ත ශාලාවේ ලිපිනය · කම්හලේ ලිපිනය · ආයතනයේ ලිපිනය · සමාගමේ ලිපිනය · සම්පූර්ණ ලිපිනය
        දිස්ත්‍රික්කය · පළාත · පාර · වීදිය · මාවත
        තැපැල් කේතය · තැපැල් අංකය · ප්‍රාදේශීය ලේකම් කොට්ඨාසය · ග්‍රාම නිලධාරී වසම · ගම · අපනයන සැකසුම් කලාපය · කර්මාන්ත කලාපය · ස්ථානය
        முகவரி · தொழிற்சாலை முகவரி · தொழிற்சாலையின் முகவரி · நிறுவன முகவரி · நிறுவனத்தின் முகவரி · ஆலை முகவரி · முழு முகவரி · மாவட்டம்
        மாநிலம் · மாகாணம் · தெரு · வீதி · சாலை
        அஞ்சல் குறியீடு · அஞ்சல் எண் · தபால் குறியீடு · பின்கோடு · வட்டம் · தாலுகா · கிராமம் · பிரதேச செயலகம் · தொழிற்பேட்டை
        پتا · مکمل پتہ · فیکٹری کا پتہ · کمپنی کا پتہ · تحصیل · ڈویژن · علاقہ · صنعتی علاقہ · گلی · سڑک · پوسٹل کوڈ · ڈاک کوڈ
        عنوان المصنع · عنوان الشركة · المنطقة · المنطقة الصناعية · الشارع · اللواء · القضاء
        الرمز البريدي · المحافظه · কারখানার ঠিকানা · এলাকা · ইউনিয়ন · গ্রাম · রাস্তা · ឃុំ · សង្កាត់ · ភូមិ · ផ្លូវ · រាជធានី ខេត្ត
        đường · xã · thị trấn · kelurahan · desa
        kawasan industri · distrito · barrio · zona franca · adresse complète · quartier · zone industrielle · zone franche
        adrès faktori · depatman
        adiresin'ny orinasa · faritra · distrika · tuman · область · район · улица · юридический адрес""",
    "city": """
        city · town · city town · factory city · ville · ciudad · municipio · thành phố · kota · ទីក្រុង · ក្រុង · শহর · المدينة
        مدينة · شہر · 城市 · 市 · cidade · stadt · город · shahar · tanàna · vil
        şehir · şehri · il · ili · il ilçe · şehir ilçe · kent · ort · ortschaft · gemeinde · plz ort · ort stadt
        ከተማ · የከተማ ስም · ከተማው · የሚገኝበት ከተማ · නගරය · නගරයේ නම · ආසන්නතම නගරය · ළඟම නගරය · நகரம் · நகர் · ஊர் · மாநகரம் · நகரத்தின் பெயர்
        شہر کا نام · قصبہ · المدينه · শহরের নাম · ទីប្រជុំជន · tỉnh thành phố · kota kabupaten · ciudad municipio · shahar nomi""",
    "os_id": """
        os id · osid · os hub id · open supply hub id · oar id · open apparel registry id · os id number · open supply id""",
    "workers_women": """
        women · female · females · women workers · female workers · female employees · number of women · no of women
        number of female workers · number of women workers · no of female workers · workers women · workers female · f
        femmes · ouvrières · travailleuses · effectif femmes · nombre de femmes · salariées · mujeres · trabajadoras
        número de mujeres · femenino
        nữ · lao động nữ · số lao động nữ · công nhân nữ · perempuan · wanita · pekerja perempuan · karyawan perempuan
        ស្រី · ស្ត្រី · កម្មការិនី · កម្មករស្រី · ចំនួនស្រី · নারী · মহিলা · নারী শ্রমিক · মহিলা শ্রমিক · নারী কর্মী
        نساء · إناث · عدد العاملات · العاملات · عاملات · خواتین · 女 · 女工 · 女性 · mulheres · kadın · женщины · ayollar · vehivavy
        kadın sayısı · kadın çalışan · kadın çalışanlar · kadın çalışan sayısı · kadın işçi · kadın işçi sayısı · kadın personel
        kadın personel sayısı · bayan · bayan çalışan · bayan çalışan sayısı · kadınlar
        frauen · weiblich · anzahl frauen · anzahl der frauen · arbeiterinnen · mitarbeiterinnen · weibliche beschäftigte
        weibliche mitarbeiter · beschäftigte weiblich · davon frauen · davon weiblich
        ሴት · ሴቶች · ሴት ሠራተኞች · ሴት ሠራተኛ · የሴት ሠራተኞች ብዛት · የሴት ሠራተኞች ቁጥር · የሴቶች ብዛት · የሴቶች ቁጥር · ሠራተኞች ሴት
        කාන්තා · කාන්තාවන් · ගැහැණු · ස්ත්‍රී · කාන්තා සේවකයින් · කාන්තා සේවකයන් · කාන්තා සේවක සංඛ්‍යාව · කාන්තා සේවිකාවන් · සේවිකාවන්
        කාන්තා කම්කරුවන් · කාන්තා සංඛ්‍යාව
        பெண் · பெண்கள் · பெண் தொழிலாளர்கள் · பெண் தொழிலாளர் · பெண் தொழிலாளர் எண்ணிக்கை · பெண் பணியாளர்கள் · பெண் ஊழியர்கள்
        பெண்கள் எண்ணிக்கை · பெண்களின் எண்ணிக்கை · மகளிர்
        خواتین کارکن · خواتین کارکنان · خواتین ورکرز · خواتین مزدور · خواتین ملازمین · خواتین کی تعداد · خواتین کارکنوں کی تعداد
        عورتیں · الإناث · عدد الإناث · عدد النساء · العاملات الإناث · عمالة نسائية
        মহিলা শ্রমিকের সংখ্যা · নারী শ্রমিকের সংখ্যা · নারী শ্রমিক সংখ্যা · মহিলা শ্রমিক সংখ্যা · নারী কর্মীর সংখ্যা · নারীর সংখ্যা
        កម្មករនារី · នារី · ចំនួនកម្មករស្រី · ចំនួនកម្មការិនី
        jumlah pekerja perempuan · jumlah karyawan perempuan · tenaga kerja perempuan · số công nhân nữ · nombre d'ouvrières
        número de trabajadoras · fanm · travayè fanm · kantite fanm
        mpiasa vehivavy · isan'ny vehivavy · ayol xodimlar · ayollar soni · женщин · из них женщин · в том числе женщин · работницы""",
    "workers_men": """
        men · male · males · men workers · male workers · male employees · number of men · no of men · number of male workers
        number of men workers · no of male workers · workers men · workers male · m
        hommes · ouvriers · effectif hommes · nombre d'hommes · hombres · número de hombres · masculino
        nam · lao động nam · số lao động nam · công nhân nam · laki laki · laki · pria · pekerja laki laki · karyawan laki laki
        ប្រុស · បុរស · កម្មករប្រុស · ចំនួនប្រុស · পুরুষ · পুরুষ শ্রমিক · পুরুষ কর্মী
        رجال · ذكور · عدد العمال الذكور · العمال الذكور · مرد · 男 · 男工 · 男性 · homens · erkek · мужчины · erkaklar · lehilahy
        erkek sayısı · erkek çalışan · erkek çalışanlar · erkek çalışan sayısı · erkek işçi · erkek işçi sayısı · erkek personel
        erkek personel sayısı · bay çalışan · bay çalışan sayısı · erkekler
        männer · maenner · männlich · anzahl männer · anzahl der männer · männliche beschäftigte · männliche mitarbeiter
        beschäftigte männlich · davon männer · davon männlich
        ወንድ · ወንዶች · ወንድ ሠራተኞች · ወንድ ሠራተኛ · የወንድ ሠራተኞች ብዛት · የወንድ ሠራተኞች ቁጥር · የወንዶች ብዛት · የወንዶች ቁጥር · ሠራተኞች ወንድ
        පිරිමි · පුරුෂ · පිරිමින් · පිරිමි සේවකයින් · පිරිමි සේවකයන් · පිරිමි සේවක සංඛ්‍යාව · පුරුෂ සේවකයින් · පුරුෂ සේවක සංඛ්‍යාව
        පිරිමි කම්කරුවන් · පිරිමි සංඛ්‍යාව
        ஆண் · ஆண்கள் · ஆண் தொழிலாளர்கள் · ஆண் தொழிலாளர் · ஆண் தொழிலாளர் எண்ணிக்கை · ஆண் பணியாளர்கள் · ஆண் ஊழியர்கள் · ஆண்கள் எண்ணிக்கை
        ஆண்களின் எண்ணிக்கை
        مرد کارکن · مرد کارکنان · مرد ورکرز · مرد مزدور · مرد ملازمین · مردوں کی تعداد · مرد کارکنوں کی تعداد · مرد حضرات · الذكور
        عدد الذكور · عدد الرجال · عمالة رجالية
        পুরুষ শ্রমিকের সংখ্যা · পুরুষ শ্রমিক সংখ্যা · পুরুষ কর্মীর সংখ্যা · পুরুষের সংখ্যা · កម្មករបុរស · ចំនួនកម្មករប្រុស
        jumlah pekerja laki laki · jumlah karyawan laki laki · tenaga kerja laki laki · số công nhân nam · nombre d'ouvriers · gason
        travayè gason · kantite gason
        mpiasa lehilahy · isan'ny lehilahy · erkak xodimlar · erkaklar soni · мужчин · из них мужчин · в том числе мужчин""",
    "workers_total": """
        workers · total workers · number of workers · no of workers · workers total · employees · total employees · number of employees
        no of employees · workforce · total workforce · headcount · worker count · employee count · workers count · total
        effectif · effectif total · nombre de travailleurs · travailleurs · nombre d'employés · salariés · trabajadores · empleados
        total trabajadores · total de trabajadores · número de trabajadores · número de empleados · lao động · tổng số lao động
        số lao động · tổng lao động · số công nhân · tổng số công nhân · jumlah pekerja · total pekerja · jumlah karyawan
        jumlah tenaga kerja · tenaga kerja · pekerja · karyawan · កម្មករ · ចំនួនកម្មករ · កម្មករសរុប · ចំនួនកម្មករសរុប · សរុប
        শ্রমিক · মোট শ্রমিক · শ্রমিক সংখ্যা · মোট শ্রমিক সংখ্যা · কর্মী সংখ্যা · মোট
        عدد العمال · إجمالي العمال · العمال · عدد العاملين · إجمالي العاملين · مزدور · کل مزدور · 员工总数 · 员工人数 · 工人总数 · 人数
        trabalhadores · количество работников · xodimlar soni
        çalışan sayısı · çalışanlar · toplam çalışan · toplam çalışan sayısı · çalışan sayısı toplam · işçi sayısı · toplam işçi
        toplam işçi sayısı · işçiler · personel · personel sayısı · toplam personel · toplam
        beschäftigte · anzahl beschäftigte · anzahl der beschäftigten · beschäftigtenzahl · beschäftigte gesamt · mitarbeiter
        mitarbeitende · anzahl mitarbeiter · anzahl der mitarbeiter · mitarbeiterzahl
        mitarbeiteranzahl · mitarbeiter gesamt · arbeitnehmer · arbeitskräfte · anzahl arbeiter · anzahl der arbeiter · arbeiter gesamt
        belegschaft · gesamt · insgesamt · arbeiter
        ሠራተኞች · የሠራተኞች ብዛት · የሠራተኞች ቁጥር · የሠራተኛ ብዛት · የሠራተኛ ቁጥር · ጠቅላላ ሠራተኞች · ጠቅላላ ሠራተኛ · ጠቅላላ የሠራተኞች ብዛት · አጠቃላይ የሠራተኞች ብዛት
        አጠቃላይ ሠራተኞች · የሰው ኃይል · የሰው ኃይል ብዛት · ድምር · ጠቅላላ ድምር · ጠቅላላ
        සේවකයින් · සේවකයන් · සේවක සංඛ්‍යාව · මුළු සේවක සංඛ්‍යාව · සම්පූර්ණ සේවක සංඛ්‍යාව · මුළු සේවකයින් · මුළු සේවකයන් · සේවකයින් ගණන
        සේවකයින් සංඛ්‍යාව · සේවකයන් සංඛ්‍යාව · සේවක පිරිස · කම්කරුවන් · කම්කරුවන් සංඛ්‍යාව · ශ්‍රම බලකාය · එකතුව · මුළු එකතුව · මුළු ගණන
        தொழிலாளர்கள் · தொழிலாளர் எண்ணிக்கை · தொழிலாளர்கள் எண்ணிக்கை · தொழிலாளர்களின் எண்ணிக்கை · மொத்த தொழிலாளர்கள்
        மொத்தத் தொழிலாளர்கள் · மொத்த தொழிலாளர் எண்ணிக்கை · மொத்தத் தொழிலாளர் எண்ணிக்கை
        பணியாளர்கள் · பணியாளர் எண்ணிக்கை · மொத்த பணியாளர்கள் · மொத்தப் பணியாளர்கள் · ஊழியர்கள் · ஊழியர் எண்ணிக்கை
        ஊழியர்களின் எண்ணிக்கை · மொத்த ஊழியர்கள் · மொத்த எண்ணிக்கை · மொத்தம்
        کارکن · کارکنان · ورکرز · ملازمین · کل کارکن · کل کارکنان · کل ورکرز · کل ملازمین · کارکنوں کی تعداد · کارکنان کی تعداد
        ملازمین کی تعداد · مزدوروں کی تعداد · کل تعداد · کل
        إجمالي عدد العمال · مجموع العمال · عدد الموظفين · إجمالي الموظفين · العمالة · إجمالي العمالة · المجموع · الإجمالي
        শ্রমিকের সংখ্যা · মোট শ্রমিকের সংখ্যা · কর্মীর সংখ্যা · মোট কর্মী
        ចំនួនបុគ្គលិក · បុគ្គលិកសរុប · jumlah buruh · jumlah tenaga kerja total · travayè · kantite travayè · total travayè · mpiasa
        isan'ny mpiasa · mpiasa rehetra · ishchilar soni · xodimlar · jami xodimlar · jami
        численность работников · численность · количество сотрудников · всего работников · работников · работники · сотрудники · всего""",
    "products": """
        products · product · product type · product types · main products · product category · product categories · products made
        main product · goods · items produced · produits · produit · produits fabriqués · type de produit · productos · producto
        tipo de producto · sản phẩm · loại sản phẩm · mặt hàng · produk · jenis produk · ផលិតផល · ប្រភេទផលិតផល · পণ্য
        পণ্যের ধরন · উৎপাদিত পণ্য · المنتجات · المنتج · نوع المنتج · مصنوعات · 产品 · 产品类型 · 主要产品 · produtos · продукция · mahsulot
        ürün · ürünler · ana ürün · ana ürünler · ürün grubu · ürün grupları · ürün tipi · ürün türü · ürün cinsi · ürün çeşidi
        ürün kategorisi · üretilen ürünler · üretim konusu · mal grubu
        produkte · produkt · hauptprodukt · hauptprodukte · produktart · produktarten · produktgruppe · produktgruppen
        produktkategorie · produkttyp · hergestellte produkte · erzeugnisse · warengruppe · sortiment
        ምርት · ምርቶች · የምርት ዓይነት · የምርት ዓይነቶች · የምርቱ ዓይነት · ዋና ምርት · ዋና ምርቶች · ዋና ዋና ምርቶች · የሚመረቱ ምርቶች · የሚያመርታቸው ምርቶች · የሚያመርተው ምርት
        නිෂ්පාදන · නිෂ්පාදනය · නිෂ්පාදන වර්ගය · නිෂ්පාදන වර්ග · ප්‍රධාන නිෂ්පාදන · ප්‍රධාන නිෂ්පාදනය · නිෂ්පාදිත භාණ්ඩ · භාණ්ඩ
        தயாரிப்பு · தயாரிப்புகள் · தயாரிப்பு வகை · தயாரிப்பு வகைகள் · முக்கிய தயாரிப்புகள் · உற்பத்தி · உற்பத்திகள் · உற்பத்திப் பொருள்
        உற்பத்திப் பொருட்கள் · உற்பத்தி பொருட்கள் · பொருட்கள் · பொருள் வகை
        مصنوعات کی قسم · اہم مصنوعات · پیداوار · پروڈکٹ · پروڈکٹس · المنتجات الرئيسية · نوع الإنتاج · পণ্যসমূহ · প্রধান পণ্য
        পণ্যের নাম · ផលិតផលចម្បង · sản phẩm chính · produk utama · productos principales
        produits principaux · pwodwi · vokatra · karazana vokatra · mahsulotlar · mahsulot turi · вид продукции · виды продукции""",
    "buyers": """
        buyers · buyer · brands · brand · brand name · brand names · buyer name · customers · customer · clients · client
        main buyers · main customers
        retailers · acheteurs · acheteur · marques · marque · donneurs d'ordre · compradores · comprador · marcas · marca · clientes
        khách hàng · nhãn hàng · người mua · thương hiệu · pembeli · merek · buyer merek · pelanggan · អ្នកទិញ · ម៉ាក · ម៉ាកយីហោ
        ক্রেতা · ব্র্যান্ড · ক্রেতার নাম · المشترين · المشترون · المشتري · العلامات التجارية · خریدار · 客户 · 品牌 · 买家
        покупатели · xaridorlar
        alıcı · alıcılar · alıcı adı · alıcı firma · alıcı firmalar · müşteri · müşteriler · müşteri adı · ana müşteriler · marka
        markalar · marka adı · müşteri marka · çalışılan markalar
        kunde · kunden · kundenname · hauptkunden · käufer · kaeufer · einkäufer · einkaeufer · abnehmer · auftraggeber · marke · marken
        markenname · marken kunden
        ገዢ · ገዢዎች · ገዥ · ገዥዎች · የገዢ ስም · የገዢው ስም · የገዢዎች ስም · ዋና ገዢዎች · ደንበኛ · ደንበኞች · ዋና ደንበኞች · የደንበኛ ስም · የደንበኞች ስም · ብራንድ · ብራንዶች
        የንግድ ምልክት · የንግድ ምልክቶች
        ගැනුම්කරු · ගැනුම්කරුවන් · ගැනුම්කරුගේ නම · ගැනුම්කරුවන්ගේ නම් · ප්‍රධාන ගැනුම්කරුවන් · මිලදී ගන්නා · මිලදී ගන්නන්
        පාරිභෝගිකයින් · පාරිභෝගිකයන් · ගනුදෙනුකරුවන් · සන්නාමය · සන්නාම · වෙළඳ නාමය · වෙළඳ නාම · වෙළඳ සන්නාමය · වෙළඳ සන්නාම
        வாங்குபவர் · வாங்குபவர்கள் · வாங்குவோர் · முக்கிய வாங்குபவர்கள் · வாங்குபவர் பெயர் · கொள்வனவாளர் · கொள்வனவாளர்கள் · கொள்முதலாளர்
        கொள்முதலாளர்கள் · வாடிக்கையாளர் · வாடிக்கையாளர்கள் · பிராண்ட் · பிராண்டுகள் · வணிகக் குறி · வர்த்தக நாமம்
        خریدار کا نام · خریداران · خریداروں کے نام · برانڈ · برانڈز · برانڈ کا نام · گاہک · گاہکوں کے نام · العملاء · العميل
        العلامة التجارية · أسماء المشترين · ক্রেতাগণ · ক্রেতাদের নাম · ক্রেতা ব্র্যান্ড · ব্র্যান্ডসমূহ
        ក្រុមហ៊ុនបញ្ជាទិញ · អតិថិជន · khách hàng chính · achtè · mak · kliyan · mpividy · mpanjifa · mijozlar · buyurtmachilar
        brendlar · покупатель · заказчики · бренды · клиенты""",
    "contact": """
        contact · contact person · contact name · contacts · contact details · phone · telephone · phone number · tel · mobile
        telephone number · email · e mail · email address · contact email · contact phone · factory contact · manager
        personne de contact · téléphone · courriel · contacto · persona de contacto · teléfono · correo · correo electrónico
        người liên hệ · liên hệ · điện thoại · số điện thoại · kontak · narahubung · telepon · no telepon · surel
        ទំនាក់ទំនង · ទូរស័ព្ទ · អ៊ីមែល · যোগাযোগ · ফোন · মোবাইল · ই মেইল · جهة الاتصال · الهاتف · هاتف · البريد الإلكتروني · فون · رابطہ
        联系人 · 联系电话 · 电话 · 邮箱 · contato · telefone · контакт · телефон · aloqa
        yetkili · yetkili kişi · yetkilisi · firma yetkilisi · yetkili adı · yetkili adı soyadı · ilgili kişi · irtibat · irtibat kişisi
        irtibat kurulacak kişi · iletişim · iletişim bilgileri · iletişim kişisi · müdür · müdürü
        fabrika müdürü · genel müdür · işletme müdürü · yönetici · yönetici adı · telefon · telefonu · telefon no · telefon numarası
        firma telefonu · gsm · cep · cep telefonu · faks · e posta · eposta · e posta adresi · mail · mail adresi
        ansprechpartner · ansprechpartnerin · ansprechperson · kontakt · kontaktperson · kontaktdaten · telefonnummer · tel nr
        rufnummer · mobil · mobiltelefon · handy · e mail adresse · mailadresse · geschäftsführer
        geschaeftsfuehrer · geschäftsführung · werksleiter · werkleiter · werksleitung · betriebsleiter · betriebsleitung · fabrikleiter
        leiter · leitung
        ስልክ · ስልክ ቁጥር · የስልክ ቁጥር · የፋብሪካው ስልክ · ሞባይል · ሞባይል ቁጥር · ኢሜይል · ኢሜል · ኢ ሜይል · የኢሜይል አድራሻ · ኢሜይል አድራሻ · የኢሜል አድራሻ · ተጠሪ
        የተጠሪ ስም · የተጠሪው ስም · የግንኙነት ሰው · የሚመለከተው ሰው · አድራሻ ስልክ
        ሥራ አስኪያጅ · የሥራ አስኪያጅ ስም · የሥራ አስኪያጁ ስም · ዋና ሥራ አስኪያጅ · የፋብሪካ ሥራ አስኪያጅ · ኃላፊ · የኃላፊ ስም · የኃላፊው ስም
        දුරකථනය · දුරකථන · දුරකථන අංකය · ජංගම දුරකථනය · ජංගම දුරකථන අංකය · විද්‍යුත් තැපෑල · විද්‍යුත් තැපැල් ලිපිනය · විද්‍යුත් ලිපිනය
        ඊමේල් · ඊ මේල් · ඊමේල් ලිපිනය · සම්බන්ධතා · සම්බන්ධතා පුද්ගලයා · සම්බන්ධතා අංකය
        සම්බන්ධ කරගත යුතු පුද්ගලයා · සම්බන්ධීකරණ නිලධාරී · කළමනාකරු · කළමනාකරුගේ නම · සාමාන්‍යාධිකාරී · සාමාන්‍ය කළමනාකරු
        කර්මාන්තශාලා කළමනාකරු · කම්හල් කළමනාකරු
        தொலைபேசி · தொலைபேசி எண் · தொலைபேசி இலக்கம் · கைபேசி · கைபேசி எண் · கைத்தொலைபேசி · அலைபேசி · அலைபேசி எண் · மின்னஞ்சல்
        மின்னஞ்சல் முகவரி · ஈமெயில் · தொடர்பு · தொடர்பு நபர் · தொடர்புக்கு · தொடர்பு எண் · தொடர்பு விவரம்
        தொடர்பாளர் · மேலாளர் · மேலாளர் பெயர் · மேலாளரின் பெயர் · தொழிற்சாலை மேலாளர் · பொது மேலாளர் · முகாமையாளர் · முகாமையாளர் பெயர்
        முகாமையாளரின் பெயர்
        فون نمبر · ٹیلی فون · ٹیلی فون نمبر · موبائل · موبائل نمبر · رابطہ نمبر · رابطہ شخص · رابطے کا فرد · ای میل · ای میل پتہ · منیجر
        مینیجر · منیجر کا نام · مینیجر کا نام · فیکٹری منیجر · جنرل منیجر
        المدير · اسم المدير · مدير المصنع · المدير العام · المسؤول · اسم المسؤول · الشخص المسؤول · رقم الهاتف · التليفون · رقم التليفون
        الجوال · المحمول · رقم المحمول · الموبايل · الإيميل · البريد
        ব্যবস্থাপক · ব্যবস্থাপকের নাম · ম্যানেজার · ম্যানেজারের নাম · ফোন নম্বর · মোবাইল নম্বর · টেলিফোন · ইমেইল · যোগাযোগের ব্যক্তি
        যোগাযোগের নম্বর · អ្នកគ្រប់គ្រង · ឈ្មោះអ្នកគ្រប់គ្រង · នាយក · លេខទូរស័ព្ទ · អ្នកទំនាក់ទំនង
        giám đốc · quản lý · người quản lý · người đại diện · thư điện tử · manajer · nama manajer · pimpinan · nomor telepon · no hp
        telp · gerente · nombre del gerente · celular · responsable · directeur · nom du directeur · gérant · portable
        manadjè · responsab · telefaonina · finday · mpitantana · mailaka · rahbar · direktor · директор · руководитель
        контактное лицо · электронная почта · телефон номер""",
    "external_id": """
        factory id · facility id · factory code · factory no · factory number · factory ref · id · code · reference · ref · ref no
        supplier code · supplier id · vendor code · vendor id · vendor number · unit code · row key · key · bw id · better work id
        registration no · registration number · uid · uuid · code usine · identifiant · référence · código · código de fábrica
        identificador · mã · mã nhà máy · mã số · mã số thuế · kode · kode pabrik · លេខសម្គាល់ · កូដ · কোড · আইডি · কারখানা কোড · الرمز
        رمز المصنع · رقم المصنع · 编号 · 工厂编号 · 代码
        fabrika kodu · fabrika no · tesis kodu · tesis no · firma kodu · işyeri no · tedarikçi kodu · tedarikçi no · üretici kodu · kod
        kodu · kimlik no · sicil no · kayıt no · vergi no · vergi numarası · referans no
        lieferantennummer · lieferanten nr · lieferantennr · lieferantencode · werksnummer · werknummer · werkscode · betriebsnummer
        betriebs nr · fabriknummer · fabrikcode · fabrik nr · fabrik id · kennung · kennnummer · registernummer
        handelsregisternummer · referenz · referenznummer
        መለያ · መለያ ቁጥር · የመለያ ቁጥር · የፋብሪካ መለያ · የፋብሪካ መለያ ቁጥር · የፋብሪካው መለያ ቁጥር · የፋብሪካ ቁጥር · ኮድ · የፋብሪካ ኮድ · የፋብሪካው ኮድ · የምዝገባ ቁጥር
        የግብር ከፋይ መለያ ቁጥር · የንግድ ፈቃድ ቁጥር
        ලියාපදිංචි අංකය · හැඳුනුම් අංකය · කර්මාන්තශාලා අංකය · කර්මාන්තශාලා කේතය · කර්මාන්තශාලාවේ අංකය · කම්හල් අංකය · ආයතන අංකය
        සැපයුම්කරු කේතය · කේතය · කේත අංකය
        குறியீடு · தொழிற்சாலை குறியீடு · தொழிற்சாலைக் குறியீடு · தொழிற்சாலை எண் · தொழிற்சாலை இலக்கம் · அடையாள எண் · அடையாள இலக்கம்
        பதிவு எண் · பதிவு இலக்கம் · ஐடி
        کوڈ · فیکٹری کوڈ · فیکٹری نمبر · شناختی نمبر · رجسٹریشن نمبر · آئی ڈی · الكود · كود المصنع · رقم التسجيل · رقم السجل التجاري
        রেজিস্ট্রেশন নম্বর · কারখানা আইডি · কারখানা নম্বর · লাইসেন্স নম্বর
        លេខចុះបញ្ជី · លេខរោងចក្រ · លេខកូដ · mã doanh nghiệp · nomor registrasi · kod faktori · nimewo idantifikasyon · kaody
        laharana fisoratana anarana · kodi · stir · инн · код · идентификационный номер""",
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
        remarques · observaciones · ghi chú · keterangan · catatan · កំណត់សម្គាល់ · মন্তব্য · ملاحظات · 备注
        sıra · sıra no · sn no · açıklama · açıklamalar · notlar · tarih · yıl · grup · grup şirketi · ana şirket · bağlı olduğu grup
        sektör · sektörü · faaliyet alanı · firma türü · tesis türü · sahibi · şirket sahibi · web sitesi · web adresi
        kapasite · üretim kapasitesi · durum · kadın yönetici · kadın yönetici sayısı
        kadın oranı · kadın çalışan oranı · kadın yüzdesi · sertifika · sertifikalar · enlem
        boylam · menşe ülke
        lfd nr · laufende nummer · nummer · pos · position · bemerkung · bemerkungen · anmerkung · anmerkungen · kommentar · notiz
        notizen · datum · stand · jahr · branche · gruppe · konzern · muttergesellschaft · muttergesellschaft name
        eigentümer · inhaber · name des inhabers · webseite · homepage · internet · internetseite · breitengrad · längengrad
        zertifikat · zertifikate · zertifizierung · frauenanteil · anteil frauen · herkunftsland · kapazität
        ተ ቁ · ተ ቁጥር · ተራ ቁጥር · ቁጥር · ቀን · ዓመት · ማስታወሻ · አስተያየት · ምርመራ · ሁኔታ · ዘርፍ · የሥራ ዘርፍ · ባለቤት · የባለቤት ስም · የባለቤቱ ስም · ድረ ገጽ
        የድረ ገጽ አድራሻ · እናት ኩባንያ · የእናት ኩባንያ ስም · መቶኛ · የሴቶች መቶኛ · የማምረት አቅም
        අනු අංකය · අනුක්‍රමික අංකය · අංකය · දිනය · වර්ෂය · සටහන · සටහන් · අදහස් · වෙනත් · තත්ත්වය · වර්ගය · අංශය · හිමිකරු
        හිමිකරුගේ නම · අයිතිකරු · වෙබ් අඩවිය · මව් සමාගම · මව් සමාගමේ නම · ප්‍රතිශතය · කාන්තා ප්‍රතිශතය · ධාරිතාව
        வ எண் · வரிசை எண் · எண் · இலக்கம் · தொடர் எண் · தொடர் இலக்கம் · தேதி · திகதி · ஆண்டு · குறிப்பு · குறிப்புகள் · கருத்து
        கருத்துகள் · நிலை · வகை · துறை · உரிமையாளர் · உரிமையாளர் பெயர் · உரிமையாளரின் பெயர் · இணையதளம்
        வலைத்தளம் · தாய் நிறுவனம் · சதவீதம் · பெண்கள் சதவீதம் · பெண் சதவீதம் · உற்பத்தி திறன் · உற்பத்தித் திறன்
        نمبر شمار · سیریل نمبر · نمبر · تاریخ · سال · ریمارکس · تبصرہ · نوٹ · کیفیت · مالک · مالک کا نام · فیصد · خواتین کا فیصد · شعبہ
        ویب سائٹ · صلاحیت · الرقم · رقم · رقم مسلسل · التاريخ · السنة · القطاع · المالك · اسم المالك · الحالة
        الموقع الإلكتروني · نسبة النساء · الطاقة الإنتاجية · নম্বর · ক্রম · তারিখ · মালিক · মালিকের নাম · অবস্থা · ওয়েবসাইট · លេខ
        កាលបរិច្ឆេទ · ម្ចាស់ · ឈ្មោះម្ចាស់ · ផ្សេងៗ · ngày · chủ sở hữu · ngành nghề
        tanggal · tahun · pemilik · nama pemilik · fecha · año · dueño · propietario · date de création · propriétaire · remak · dat
        fanamarihana · daty · tartib raqami · t r · izoh · sana · п п · № п п · номер · примечание · дата""",
}
ALONE: Final = """
    total · gesamt · insgesamt · toplam · ድምር · ጠቅላላ · එකතුව · மொத்தம் · کل · المجموع · الإجمالي · সর্বমোট · মোট · សរុប · jami · всего"""
"""Headings that mean a field only where nothing else stands beside them: a total area is no number of workers."""

WOMEN: Final = """
    women · woman · female · females · femmes · femme · mujeres · nữ · perempuan · wanita · kadın · bayan · frauen · weiblich · weibliche
    ሴት · ሴቶች · የሴት · የሴቶች · කාන්තා · කාන්තාවන් · ගැහැණු · ස්ත්‍රී · பெண் · பெண்கள் · خواتین · الإناث · إناث · النساء · নারী · মহিলা · ayol · женщин"""
MEN: Final = """
    men · man · male · males · hommes · homme · hombres · nam · laki · pria · erkek · bay · männer · männlich · männliche
    ወንድ · ወንዶች · የወንድ · የወንዶች · පිරිමි · පුරුෂ · ஆண் · ஆண்கள் · مرد · الذكور · ذكور · الرجال · পুরুষ · erkak · мужчин"""
WORKERS: Final = """
    workers · worker · employees · employee · workforce · staff · headcount · travailleurs · employés · trabajadores · empleados
    pekerja · karyawan · çalışan · çalışanlar · çalışanları · işçi · işçiler · personel · beschäftigte · beschäftigten · arbeiter
    mitarbeiter · ሠራተኞች · ሠራተኛ · የሠራተኞች · የሠራተኛ · සේවක · සේවකයින් · සේවකයන් · සේවිකාවන් · කම්කරුවන් · தொழிலாளர் · தொழிலாளர்கள் · தொழிலாளர்களின்
    பணியாளர் · பணியாளர்கள் · ஊழியர் · ஊழியர்கள் · ஊழியர்களின் · کارکن · کارکنان · کارکنوں · ورکرز · ملازمین · مزدور · مزدوروں · العمال · العاملين
    الموظفين · শ্রমিক · শ্রমিকের · শ্রমিকদের · কর্মী · কর্মীর · xodimlar · работников · сотрудников"""
NOT_WORKERS: Final = """
    percent · percentage · pct · share · ratio · managers · manager · supervisors · supervisor · migrant · toilets
    oran · oranı · yüzde · yüzdesi · yönetici · yöneticiler · anteil · prozent · quote · führungskräfte · vorgesetzte · toiletten
    መቶኛ · በመቶኛ · አስተዳዳሪዎች · ኃላፊዎች · ප්‍රතිශතය · කළමනාකරුවන් · අධීක්ෂකයින් · சதவீதம் · விழுக்காடு · மேலாளர்கள் · மேற்பார்வையாளர்கள்
    فیصد · سپروائزر · منیجرز · نسبة · المشرفات · শতাংশ · হার · доля · процент"""
LOCAL: Final = """
    local · native · khmer · bengali · bangla · arabic · vietnamese · sinhala · tamil · urdu · amharic · chinese · burmese"""
