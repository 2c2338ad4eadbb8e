"""Writes resources/demo/factories.csv, the list the demo imports: factories that do not exist, in towns that do.

Run it from the checkout: `./run python packaging/make_demo_list.py`. The same list comes out every time. It holds on purpose what
real lists hold: names in two scripts, numbers left blank or written in odd ways, look-alikes, a repeated row, rows that cannot be taken.
"""

from __future__ import annotations

import csv
import io
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bwdesk.domain.osid import check_character  # noqa: E402 - a script finds the package only now

TARGET = ROOT / "resources" / "demo" / "factories.csv"
HEADINGS = (
    *("Factory ID", "Factory name", "Local name", "Country", "Address", "City", "OS ID"),
    *("Women workers", "Men workers", "Total workers", "Products", "Buyers", "Contact"),
)
BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PRODUCTS = (
    *("T-shirts", "knit tops", "trousers", "denim trousers", "woven shirts", "sweaters", "jackets", "underwear", "school uniforms"),
    *("sportswear", "children's wear", "workwear", "socks", "bags", "embroidery", "washing and finishing"),
)
BUYERS = ("Maison Aubel", "Kestrel Basics", "Casa Olmo", "Lumen Kids", "Ostra Denim", "Norrskog Sport", "Pier Nine", "Halden & Wool")
CONTACTS = ("Compliance Manager", "HR Manager", "Factory Manager", "Administration Officer", "General Manager", "Welfare Officer")

Words = tuple[tuple[str, str], ...]


def pairs(text: str) -> Words:
    """Pairs written as "English = local | English = local"; one without a local form has "" there."""
    found = (part.partition("=") for part in text.split("|"))
    return tuple((" ".join(english.split()), " ".join(local.split())) for english, _, local in found)


@dataclass(frozen=True, kw_only=True)
class Country:
    """What names, towns and workforces look like in one country. Places are streets and towns; patterns are English and local
    names of factories, with {a} a name and {b} a thing. `women` is their usual share of the workforce."""

    code: str
    written: str
    count: int
    women: float
    digits: str = "0123456789"
    places: Words
    names: Words
    things: Words
    patterns: Words


COUNTRIES = (
    Country(
        code="BD",
        written="Bangladesh",
        count=68,
        women=0.58,
        digits="০১২৩৪৫৬৭৮৯",
        places=pairs("""
            Konabari, Gazipur = Gazipur | Ashulia, Savar = Dhaka | Tongi Industrial Area = Gazipur |
            BSCIC, Fatullah = Narayanganj | Mirpur 11 = Dhaka | Nasirabad Industrial Area = Chattogram |
            EPZ South Halishahar = Chattogram | Hemayetpur = Savar | Bhaluka = Mymensingh | Ishwardi EPZ = Pabna |
            Sreepur = Gazipur | Adamjee EPZ = Narayanganj
        """),
        names=pairs("""
            Shapla = শাপলা | Padma = পদ্মা | Meghna = মেঘনা | Surma = সুরমা | Titas = তিতাস | Rupali = রূপালী |
            Nakshi = নকশী | Kash = কাশ | Monsoon = মনসুন | Blue Delta = ব্লু ডেল্টা | Green River = গ্রীন রিভার |
            Golden Jute = গোল্ডেন জুট | Silver Moon = সিলভার মুন | Sonar Alo = সোনার আলো | Dhaleshwari = ধলেশ্বরী |
            Bokul = বকুল | Polash = পলাশ | Doyel = দোয়েল
        """),
        things=pairs("""
            Stitch = স্টিচ | Needle = নিডল | Loom = লুম | Button = বাটন | Denim = ডেনিম | Knit = নিট | Thread = থ্রেড |
            Collar = কলার
        """),
        patterns=pairs("""
            {a} {b} Garments Ltd = {a} {b} গার্মেন্টস লিমিটেড | {a} {b} Apparels Ltd. = {a} {b} অ্যাপারেলস লিমিটেড |
            {a} {b} Works Ltd = {a} {b} ওয়ার্কস লিমিটেড | {a} {b} Composite Limited = {a} {b} কম্পোজিট লিমিটেড |
            {a} {b} Fashions = {a} {b} ফ্যাশনস
        """),
    ),
    Country(
        code="KH",
        written="Cambodia",
        count=44,
        women=0.84,
        digits="០១២៣៤៥៦៧៨៩",
        places=pairs("""
            Veng Sreng Boulevard, Por Senchey = Phnom Penh | Phnom Penh SEZ = Phnom Penh |
            National Road 4, Ang Snuol = Kandal | Takhmao = Kandal | National Road 5, Kilometre 9 = Phnom Penh |
            Manhattan SEZ = Bavet | Sihanoukville SEZ = Preah Sihanouk | Samrong Tong = Kampong Speu |
            Chbar Mon = Kampong Speu | Cheung Prey = Kampong Cham
        """),
        names=pairs("""
            Mekong = មេគង្គ | Angkor = អង្គរ | Rumduol = រំដួល | Apsara = អប្សរា | Bopha = បុប្ផា | Tonle = ទន្លេ |
            Sovann = សុវណ្ណ | Reaksmey = រស្មី | Samaki = សាមគ្គី | Kravan = ក្រវាញ | Chhouk = ឈូក | Meas = មាស
        """),
        things=pairs("Silk = សូត្រ | Needle = ម្ជុល | Button = ឡេវ | Thread = ខ្សែ | Cloth = ក្រណាត់"),
        patterns=pairs("""
            {a} {b} (Cambodia) Co., Ltd = ក្រុមហ៊ុន {b} {a} (ខេមបូឌា) ឯ.ក | {a} {b} Garment Factory = រោងចក្រកាត់ដេរ {b} {a} |
            {a} {b} Apparel Co., Ltd. = ក្រុមហ៊ុន កាត់ដេរ {b} {a}
        """),
    ),
    Country(
        code="VN",
        written="Viet Nam",
        count=42,
        women=0.79,
        places=pairs("""
            Khu công nghiệp Tân Bình = Thành phố Hồ Chí Minh | Khu công nghiệp Sóng Thần 1 = Bình Dương |
            Khu công nghiệp Biên Hòa 2 = Đồng Nai | Khu công nghiệp Phố Nối = Hưng Yên | Khu công nghiệp Hòa Khánh = Đà Nẵng |
            Huyện Ý Yên = Nam Định | Khu công nghiệp Đình Trám = Bắc Giang | Quận Long Biên = Hà Nội |
            Khu công nghiệp Trà Nóc = Cần Thơ | Thị xã Kinh Môn = Hải Dương
        """),
        names=pairs("""
            Trúc Xanh | Bình Minh | Cánh Diều | Hoàng Yến | Phù Sa | Đồi Chè | Mùa Vàng | Núi Xanh | Gió Mới | Trăng Non |
            Hạt Gạo | Lá Biếc
        """),
        things=pairs("| Việt | Phương Nam | Miền Trung"),
        patterns=pairs("""
            {a} {b} Garment JSC = Công ty CP May {a} {b} | {a} {b} Garment Co., Ltd = Công ty TNHH May {a} {b} |
            {a} {b} Export Garment = Công ty TNHH May Xuất khẩu {a} {b} | {a} {b} Embroidery = Công ty TNHH Thêu {a} {b}
        """),
    ),
    Country(
        code="ID",
        written="Indonesia",
        count=30,
        women=0.81,
        places=pairs("""
            Jl. Raya Cakung Cilincing = Jakarta Utara | Kawasan Berikat Nusantara = Jakarta Utara |
            Jl. Soekarno Hatta, Bawen = Semarang | Jl. Raya Cicurug = Sukabumi | Jl. Raya Dayeuhkolot = Bandung |
            Kec. Grogol = Sukoharjo | Jl. Raya Boyolali = Boyolali | Jl. Raya Tajem = Sleman
        """),
        names=pairs("Benang | Jarum | Kain | Kancing | Rajut | Busana | Sandang"),
        things=pairs("Emas Lestari | Perak Abadi | Melati Indah | Anggrek Jaya | Samudra Makmur | Rimba Sejati"),
        patterns=pairs("PT {a} {b} | PT. {a} {b} Tbk | CV {a} {b}"),
    ),
    Country(
        code="PK",
        written="Pakistan",
        count=22,
        women=0.28,
        places=pairs("""
            SITE Area = Karachi | Korangi Industrial Area = Karachi | Sundar Industrial Estate = Lahore |
            Quaid-e-Azam Industrial Estate = Lahore | Sargodha Road = Faisalabad | Daska Road = Sialkot
        """),
        names=pairs("""
            Neela Dhaga = نیلا دھاگہ | Sunehri Sui = سنہری سوئی | Surkh Gulab = سرخ گلاب | Roshan Subah = روشن صبح |
            Sabz Pahar = سبز پہاڑ | Moti Rang = موتی رنگ | Chand Lehar = چاند لہر | Safed Kapas = سفید کپاس
        """),
        things=pairs("Garments = گارمنٹس | Apparel = اپیرل | Denim = ڈینم | Knits = نٹس"),
        patterns=pairs("{a} {b} (Pvt) Ltd = {a} {b} (پرائیویٹ) لمیٹڈ | {a} {b} Mills = {a} {b} ملز"),
    ),
    Country(
        code="JO",
        written="Jordan",
        count=14,
        women=0.71,
        places=pairs("""
            Al-Hassan Industrial Estate = Irbid | Ad-Dulayl Industrial Park = Zarqa |
            Al-Tajamouat Industrial City, Sahab = Amman | Cyber City = Ramtha
        """),
        names=pairs("""
            Petra = البتراء | Yasmin = الياسمين | Zaytoun = الزيتون | Fajr = الفجر | Rayhan = الريحان | Badia = البادية
        """),
        things=pairs("Needle = إبرة | Loom = نول | Thread = خيط"),
        patterns=pairs("{a} {b} Co. = شركة {b} {a} للألبسة | {a} {b} Apparel LLC = شركة {b} {a} لصناعة الملابس ذ.م.م"),
    ),
    Country(
        code="EG",
        written="Egypt",
        count=14,
        women=0.52,
        places=pairs("""
            Public Free Zone = Port Said | Free Zone Amreya = Alexandria | 10th of Ramadan City, Zone A2 = Sharqia |
            Obour Industrial Area = Qalyubia | Free Zone = Ismailia
        """),
        names=pairs("Nile = النيل | Lotus = اللوتس | Delta = الدلتا | Nakheel = النخيل | Qamar = القمر | Lulu = اللؤلؤ"),
        things=pairs("Needle = إبرة | Loom = نول | Button = زر"),
        patterns=pairs("""
            {a} {b} for Garments = شركة {b} {a} للملابس الجاهزة | {a} {b} Textiles S.A.E. = شركة {b} {a} للنسيج ش.م.م
        """),
    ),
    Country(
        code="LK",
        written="Sri Lanka",
        count=12,
        women=0.76,
        places=pairs("""
            Katunayake EPZ = Katunayake | Biyagama EPZ = Malwana | Koggala EPZ = Habaraduwa | Wathupitiwala = Nittambuwa |
            Pallekele Industrial Park = Kandy
        """),
        names=pairs("""
            Nelum = නෙළුම් | Araliya = අරලිය | Muthu = මුතු | Piyum = පියුම් | Hiru = හිරු | Ran Nool = රන් නූල්
        """),
        things=pairs("Apparel = ඇපරල් | Garments = ගාමන්ට්ස්"),
        patterns=pairs("{a} {b} (Pvt) Ltd = {a} {b} (පුද්ගලික) සමාගම | {a} {b} Lanka = {a} {b} ලංකා"),
    ),
    Country(
        code="LK",
        written="Sri Lanka",
        count=3,
        women=0.8,
        places=pairs("Industrial Estate, Achchuvely = Jaffna | Kilinochchi = Kilinochchi | Thirukkovil = Batticaloa"),
        names=pairs("Thamarai = தாமரை | Mullai = முல்லை | Pon Nool = பொன் நூல்"),
        things=pairs("Garments = ஆடைகள்"),
        patterns=pairs("{a} {b} = {a} {b}"),
    ),
    Country(
        code="ET",
        written="Ethiopia",
        count=8,
        women=0.8,
        places=pairs("""
            Hawassa Industrial Park = Hawassa | Bole Lemi Industrial Park = Addis Ababa | Mekelle Industrial Park = Mekelle |
            Kombolcha Industrial Park = Kombolcha
        """),
        names=pairs("Adey = አደይ | Tana = ጣና | Entoto = እንጦጦ | Tsehay = ፀሐይ | Kokeb = ኮከብ"),
        things=pairs("Garment = ጋርመንት | Textile = ጨርቃ ጨርቅ"),
        patterns=pairs("{a} {b} PLC = {a} {b} ኃ.የተ.የግ.ማ"),
    ),
    Country(
        code="HT",
        written="Haïti",
        count=8,
        women=0.66,
        places=pairs("""
            Parc Industriel SONAPI = Port-au-Prince | Parc Industriel de Caracol = Caracol |
            Zone Franche CODEVI = Ouanaminthe
        """),
        names=pairs("Aiguille Bleue | Fil d'Or | Hibiscus | Palmiste | Soleil Levant"),
        things=pairs("Confections | Vêtements"),
        patterns=pairs("{a} {b} S.A. | Atelier {a} {b}"),
    ),
    Country(
        code="MG",
        written="Madagascar",
        count=8,
        women=0.72,
        places=pairs("""
            Zone Forello, Tanjombato = Antananarivo | Route d'Ivato = Antananarivo | Zone Industrielle = Antsirabe
        """),
        names=pairs("Ravinala | Tsara Akanjo | Lamba Maitso | Baobab | Voahangy"),
        things=pairs("Confection | Maille"),
        patterns=pairs("{a} {b} SARL | Société {a} {b}"),
    ),
    Country(
        code="NI",
        written="Nicaragua",
        count=3,
        women=0.56,
        places=pairs("Zona Franca Las Mercedes = Managua | Parque Industrial Niquinohomo = Masaya"),
        names=pairs("Volcán Azul | Laguna Verde | Sol y Caña"),
        things=pairs("Textil"),
        patterns=pairs("Confecciones {a} S.A. | {b} {a}"),
    ),
    Country(
        code="UZ",
        written="Uzbekistan",
        count=6,
        women=0.68,
        places=pairs("Yashnobod = Tashkent | Free Economic Zone = Namangan | Urgut = Samarkand"),
        names=pairs("Oltin Ip = Олтин ип | Paxta Guli = Пахта гули | Oq Bulut = Оқ булут | Zarafshon = Зарафшон"),
        things=pairs("Tikuv = тикув | Tekstil = текстил"),
        patterns=pairs("{a} {b} MChJ = «{a} {b}» МЧЖ"),
    ),
)
BANGLADESH, CAMBODIA = COUNTRIES[:2]

Row = dict[str, str]


def main() -> None:
    """Writes the list."""
    TARGET.write_text(demo_list(), encoding="utf-8-sig", newline="")
    print(f"{TARGET.relative_to(ROOT)} is written")


def demo_list() -> str:
    """The list as CSV."""
    chance = Random(20261125)
    rows = first_three(chance)
    others = [found for country in COUNTRIES for found in factories(country, chance)]
    chance.shuffle(others)
    rows += others
    rows += awkward(rows, chance)
    for number, found in enumerate(rows, 1):
        found.setdefault("Factory ID", f"F{number:04}")
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADINGS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def first_three(chance: Random) -> list[Row]:
    """The factories that the demo calls by name."""
    return [
        described("Golden Thread Ltd", "ក្រុមហ៊ុន ខ្សែមាស", CAMBODIA, ("Veng Sreng Boulevard, Por Senchey", "Phnom Penh"), (1515, 305), chance),
        described("Blue Hem Fashion", "ব্লু হেম ফ্যাশন", BANGLADESH, ("BSCIC, Fatullah", "Narayanganj"), (803, 582), chance),
        described("Lotus Garments", "লোটাস গার্মেন্টস", BANGLADESH, ("Konabari, Gazipur", "Gazipur"), (853, 331), chance),
    ]


def described(name: str, local: str, country: Country, place: tuple[str, str], workers: tuple[int, int], chance: Random) -> Row:
    return {
        "Factory name": name,
        "Local name": local,
        "Country": country.written,
        "Address": f"{chance.randint(2, 240)} {place[0]}",
        "City": place[1],
        "OS ID": os_id(country.code, chance),
        "Women workers": str(workers[0]),
        "Men workers": str(workers[1]),
        "Total workers": str(sum(workers)),
        "Products": ", ".join(chance.sample(PRODUCTS, 2)),
        "Buyers": ", ".join(chance.sample(BUYERS, 2)),
        "Contact": f"{chance.choice(CONTACTS)}, office@{plain(name)}.example",
    }


def factories(country: Country, chance: Random) -> list[Row]:
    """As many factories of a country as it is to have, no name twice."""
    pairs_of_words = [(a, b) for a in country.names for b in country.things]
    return [factory(country, a, b, chance.choice(country.patterns), chance) for a, b in chance.sample(pairs_of_words, country.count)]


def factory(country: Country, a: tuple[str, str], b: tuple[str, str], pattern: tuple[str, str], chance: Random) -> Row:
    name = " ".join(pattern[0].format(a=without_marks(a[0]), b=without_marks(b[0])).split())
    local = " ".join(pattern[1].format(a=a[1] or a[0], b=b[1] or b[0]).split())
    total = max(60, round(chance.lognormvariate(6.9, 0.75)))
    women = round(total * min(0.97, max(0.05, chance.gauss(country.women, 0.08))))
    found = described(name, local if chance.random() < 0.9 else "", country, chance.choice(country.places), (women, total - women), chance)
    if chance.random() < 0.42:
        found["OS ID"] = ""
    leave_blank(found, chance)
    if chance.random() < 0.06 and found["Total workers"]:
        ways = (f"{total:,}", f"{total:,}".replace(",", "\u00a0"), f"about {round(total, -2) or 100}", in_digits(total, country.digits))
        found["Total workers"] = chance.choice(ways)
    return found


def leave_blank(row: Row, chance: Random) -> None:
    """Not every list says how many women and men there are; nobody knows the reason."""
    draw = chance.random()
    if draw < 0.12:
        row.update({"Women workers": "", "Men workers": "", "Total workers": ""})
    elif draw < 0.27:
        row.update({"Women workers": "", "Men workers": ""})
    elif draw < 0.33:
        row["Total workers"] = ""
    for heading, share in (("Buyers", 0.3), ("Products", 0.08), ("Contact", 0.25), ("City", 0.04)):
        if chance.random() < share:
            row[heading] = ""


def awkward(rows: list[Row], chance: Random) -> list[Row]:
    """Look-alikes of the first three, a repeated row, strange names, and rows that cannot be taken."""
    golden, blue, lotus = rows[:3]
    unit = described(
        "Meghna Denim Works Ltd, Unit 2", "মেঘনা ডেনিম ওয়ার্কস লিমিটেড, ইউনিট ২", BANGLADESH, ("Ashulia, Savar", "Dhaka"), (1540, 1170), chance
    )
    mother = {"Factory name": "Meghna Denim Works Ltd", "Local name": "মেঘনা ডেনিম ওয়ার্কস লিমিটেড", "OS ID": os_id("BD", chance)}
    long_name = (
        "বঙ্গোপসাগর তীরবর্তী সম্মিলিত তৈরি পোশাক, নিটিং, ডাইং, ওয়াশিং ও এমব্রয়ডারি শিল্প প্রতিষ্ঠান লিমিটেড (রপ্তানি প্রক্রিয়াকরণ ইউনিট নম্বর তিন, চট্টগ্রাম)"
    )
    wrong = os_id("VN", chance)
    wrong = wrong[:-1] + BASE_32[(BASE_32.index(wrong[-1]) + 5) % 32]
    return [
        {**golden, "Factory name": "Golden Thred (Cambodia) Ltd.", "Local name": "", "OS ID": "", "Total workers": "1,820"},
        {**blue, "Factory name": "Bluehem Fashions Ltd", "OS ID": "", "Address": "Fatullah BSCIC", "Women workers": "", "Men workers": ""},
        {**lotus, "Factory name": "Lotus Garment Limited", "OS ID": "", "Address": "Konabari", "Contact": ""},
        unit,
        {**unit, **mother},
        {**rows[20], "Factory ID": "F0021"},
        row("Bay of Bengal United Readymade", "বাংলাদেশ", address="EPZ", city="Chattogram", local=long_name),
        row('Rahim "Best Fit" Knit Ltd', "BGD", address='House 12, "Road 5"\nMirpur 10', city="Dhaka", total="১২৫০"),
        row("Sen\u00a0Xanh\u00a0Garment JSC", "Việt Nam", local="Công ty CP May Sen Xanh", given_id=wrong, total="1\u00a0240"),
        row("+Plus Size Apparel", "ID", address="Jl. Raya Cicurug 8; Blok C", city="Sukabumi", total="~450"),
        row("=Equal Sewing Co.", "Jordan", address="Ad-Dulayl Industrial Park", city="Zarqa", total="n/a"),
        row("Mekong Hem (Cambodia) Co., Ltd", "កម្ពុជា", local="ក្រុមហ៊ុន មេគង្គ ហេម (ខេមបូឌា) ឯ.ក", city="Kandal", total="២២៣០"),
        row("", "Bangladesh", address="Plot 7, Tongi Industrial Area", city="Gazipur", total="380"),
        row("Silver Loom Textiles", "Bangla", address="Station Road 3", total="900"),
    ]


def row(name: str, country: str, *, address: str = "", city: str = "", local: str = "", given_id: str = "", total: str = "") -> Row:
    values = (name, local, country, address, city, given_id, total)
    return dict(zip(("Factory name", "Local name", "Country", "Address", "City", "OS ID", "Total workers"), values, strict=True))


def os_id(country: str, chance: Random) -> str:
    body = f"{country}{chance.randint(2019, 2025)}{chance.randint(1, 365):03}{''.join(chance.choices(BASE_32, k=5))}"
    return body + check_character(body)


def in_digits(number: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def without_marks(text: str) -> str:
    """A Vietnamese or French name as English letters write it; apostrophes stay."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def plain(name: str) -> str:
    return "".join(letter for letter in without_marks(name).lower() if letter.isascii() and letter.isalnum())[:24]


if __name__ == "__main__":
    main()
