"""Burmese."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="my",
    name="Burmese",
    stop_words=words("""
        သည် က ကို မှာ တွင် မှ နှင့် ၏ များ ဖြင့် အတွက် ဖြစ် ဖြစ်သည် ရှိ ရှိသည် ဒီ ဤ ထို သူ သူမ သူတို့ ကျွန်တော် ကျွန်မ
        ငါ မင်း ဘာ ဘယ် ဘယ်သူ ဘယ်မှာ ဘယ်တော့ ဘာကြောင့် ဘယ်လို ဘယ်လောက် ဘယ်နှစ် အဘယ် မည် ခဲ့ ခဲ့သည် နေ နေသည် ပြီး ပါ
        ပါသည် သို့ သို့မဟုတ် သော တဲ့ လည်း ပဲ တော့ ရန် အောက် အပေါ် ပြီးနောက် မတိုင်မီ အကြား နောက် အထိ မ မဟုတ် လို့
        ကြောင့် ဆို ဟု လျှင် ရင် အားလုံး တစ် အခြား အလွန် ပို သာ
    """),
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
