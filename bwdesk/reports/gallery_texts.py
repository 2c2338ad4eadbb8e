"""Invented notes in the programme's languages, and nasty content, for the gallery and for the tests that print it."""

from __future__ import annotations

NOTES: dict[str, str] = {
    "en": "Two of six exits were blocked by racks; the supervisor had them moved while we stood there.",
    "vi": "Hai trong sáu lối thoát hiểm bị kệ hàng chặn lại; tổ trưởng đã cho dời đi ngay.",
    "km": "ច្រកចេញពីរក្នុងចំណោមប្រាំមួយ ត្រូវបានបិទដោយធ្នើដាក់ទំនិញ។ កម្មករ 212 នាក់ធ្វើការថែមម៉ោងនៅអាគារ B ។",
    "bn": "ছয়টি বহির্গমন পথের মধ্যে দুটি তাক দিয়ে বন্ধ ছিল। দ্বিতীয় তলায় ২১২ জন শ্রমিক কাজ করছিলেন।",
    "ar": "كان مخرجان من أصل ستة مخارج مسدودين بالرفوف، ونقلها المشرف فورًا أمامنا.",
    "ur": "چھ میں سے دو راستے ریک رکھنے کی وجہ سے بند تھے۔ نگران نے انہیں فوراً ہٹوا دیا۔",
    "si": "පිටවීමේ දොරවල් හයෙන් දෙකක් රාක්ක වලින් අවහිර වී තිබුණි. ශ්‍රමිකයන් 212 දෙනෙකි.",
    "ta": "ஆறு வெளியேறும் வழிகளில் இரண்டு அடுக்குகளால் தடுக்கப்பட்டிருந்தன. தொழிலாளர்கள் 212 பேர்.",
    "am": "ከስድስቱ መውጫዎች ሁለቱ በመደርደሪያ ተዘግተው ነበር። ሠራተኞች 212 ናቸው።",
    "zh": "六个出口中有两个被货架堵住，主管当场让人把货架搬走（整理车间）。",
    "my": "ထွက်ပေါက် ခြောက်ခုအနက် နှစ်ခုကို စင်များဖြင့် ပိတ်ထားသည်။",
    "hi": "छह निकास द्वारों में से दो रैक से बंद थे। पर्यवेक्षक ने उन्हें तुरंत हटवा दिया।",
}

NASTY: tuple[str, ...] = (
    "Looks like mark-up: <b>not bold</b> &amp; <script>alert(1)</script> $& \\1 %s {name} <para/>",
    "A word without an end: " + "Donaudampfschifffahrtselektrizitäten" * 6,
    "Signs: → ← ✓ ✗ ≤ ≥ ½ € ₫ ৳ № °C; unknown to fonts: \U0001f600 \U0001f469\u200d\U0001f4bb \ue000",
    "Controls \x00\x01\x07 and \u202eoverrides\u202c are taken out;\ttabs become blanks.",
    "First line\n\nthird line after an empty one\r\nand a fourth.",
    "Mixed: the sign reads «مخرج الطوارئ» and “ច្រកចេញ”, code OS-EMR-06 (2 of 6).",
)

LONG_NAME = "Golden Kingfisher International Garments, Knitwear and Washing Manufacturing (Export Processing Zone) Company Limited, Unit 7"
