"""Hindi."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="hi",
    name="Hindi",
    stop_words=words("""
        का की के को में से है हैं और पर यह वह ये वे कि जो तो ही भी था थी थे हो होता होती होते एक इस उस इन उन ने लिए
        साथ तक बाद पहले अपने अपनी अपना कर करने किया करते करता करती कुछ कोई क्या कौन कहाँ कहां कब क्यों कैसे कितना
        कितने कितनी किस किसने किसका किसे नहीं न या लेकिन अगर जब तब जैसे द्वारा हुआ हुई हुए रहा रही रहे गया गई गए इसके
        उसके उनके इसका उसका हम तुम आप मैं मेरा हमारे वाले वाली वाला सभी बहुत यहाँ वहाँ जा दिया
    """),
    stemmer="hindi",
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
