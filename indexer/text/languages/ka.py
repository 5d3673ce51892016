"""Georgian."""

from indexer.text.languages.profile import LanguageProfile, WordForms, words

PROFILE = LanguageProfile(
    code="ka",
    name="Georgian",
    stop_words=words("""
        და არის რომ ეს ის იყო არ მაგრამ თუ როგორც რომელიც რომლის რომელსაც მისი მის მათ მათი ამ იმ მე შენ ჩვენ თქვენ
        ისინი ვინ რა სად როდის როგორ რატომ რამდენი რომელი ვისი ან ასევე მხოლოდ უფრო ძალიან ყველა სხვა შემდეგ მიერ
        შესახებ გარდა როცა სადაც რადგან კი აქვს იყვნენ იქნება ხოლო ერთი მას ჩემი თავის თავისი არა უკვე კიდევ აქ იქ მან
        ამის იმის მაშინ სანამ შორის
    """),
    forms=WordForms(thousands=" ", decimal=","),
)  # fmt: skip
