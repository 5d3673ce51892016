"""Armenian."""

from indexer.text.languages.profile import LanguageProfile, SentenceWords, WordForms, words

PROFILE = LanguageProfile(
    code="hy",
    name="Armenian",
    stop_words=words("""
        եւ է որ ու մի այս այդ այն են էր էին չէ չի ոչ իր նրա նրան նրանք նրանց ես դու մենք դուք նա մեր ձեր իմ քո ով ինչ
        որտեղ երբ ինչու ինչպես քանի որը որի որոնք որոնց ում թե կամ բայց նաեւ միայն ավելի շատ բոլոր մեջ վրա մասին համար
        հետ առանց մինչեւ հետո առաջ միջեւ կողմից ըստ քան արդեն դեռ այստեղ այնտեղ եթե պետք կա կան եղել լինել իսկ որպես
    """),
    stemmer="armenian",
    forms=WordForms(thousands=" .", decimal=","),
    sentences=SentenceWords(before_numbers="[Էէ]ջ|[Նն]կ|[Հհ]տ"),
)  # fmt: skip
