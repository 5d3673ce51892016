"""Bengali."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="bn",
    name="Bengali",
    stop_words=words("""
        এবং ও একটি এই এ যে তার তিনি তাদের তারা আমি আমরা তুমি আপনি সে হয় হয়ে হয়েছে হয়েছিল ছিল ছিলেন করে করা করেন
        করেছে করতে থেকে জন্য সঙ্গে সাথে মধ্যে পরে আগে উপর নিচে কিন্তু বা অথবা না নেই কে কি কী কোথায় কখন কেন কিভাবে
        কীভাবে কত কোন যা যার যিনি যখন তখন যদি তবে আরও শুধু খুব অনেক সব সকল এক দিয়ে দ্বারা পর্যন্ত নিয়ে বলে হিসেবে
        আছে আর তা এর কাছে প্রতি ওই সেই এখন এখানে সেখানে কারণ মতো
    """),
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
