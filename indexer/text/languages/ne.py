"""Nepali."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="ne",
    name="Nepali",
    stop_words=words("""
        को का की र मा छ छन् ले लाई पनि यो त्यो यी ती हो हुन् थियो थिए गर्न गरेको गरेका गर्ने भएको भएका भने कि कुन कसले
        कसको के कहाँ कहिले किन कसरी कति बाट देखि सम्म संग सँग लागि तर एक एउटा अनि वा नै छैन हुने हुन्छ गर्छ गरी गरे यस
        त्यस उनी उनको उनले हामी तपाईं म मेरो हाम्रो यसको जुन जस जसले अरू धेरै सबै पछि अघि मात्र द्वारा रूपमा भन्ने
        भन्दा अब पर्छ सक्छ
    """),
    stemmer="nepali",
    forms=WordForms(thousands=",", decimal="."),
)  # fmt: skip
