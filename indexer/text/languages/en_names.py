"""The words of English that tell names from other words with capitals."""

from indexer.text.languages.profile import NameWords, words

NAMES = NameWords(
    titles=words("""
        admiral ambassador archbishop assistant associate attorney aunt ayatollah baron baroness baseman bishop
        brigadier brother captain capt cardinal catcher chairman chairwoman chancellor chief coach col colonel
        commander commissioner congressman congresswoman constable corporal councillor count countess defence
        defense deputy detective director doctor dr duchess economist editor emperor empress engineer
        executive father finance foreign forward foreman freshman gen general goalkeeper gov governor guard head
        health imam inspector interior judge junior juniors justice kaiser king lady lieutenant lord lt maj major manager
        master mayor midfielder minister miss mother mr mrs ms nobel officer outfielder owner pastor pitcher pope
        premier president prime prince princess principal private prof professor queen quarterback rabbi reader
        reporter reporters rep representative rev reverend secretary sen senator senior seniors sergeant sgt
        sheikh sheriff shareholder sir sister skipper sophomore speaker spokesman spokeswoman state striker sultan
        teammate treasurer treasury trainer tsar uncle vice viscount writer
    """),
    others=words("""
        i i'm i've i'll i'd internet web god bible christmas easter olympics olympic catholic catholics protestant
        protestants muslim muslims moslem moslems islam islamic christianity nazi nazis gothic baroque medieval
        renaissance victorian biblical western eastern northern southern north south east west central mid middle
        upper lower new old great earl duke first second third fourth fifth sixth seventh eighth ninth tenth one two three
        four five six seven eight nine ten parliament congress senate government cabinet union republic republican
        republicans democrat democrats democratic communist communists conservative conservatives liberal liberals
        labour socialist socialists federal national international figure fig table section chapter appendix article
        annex part volume page no supreme house party street road square river lake mountain island islands bay
        earth sun moon am pm gmt est edt tv fax euro euros dollar dollars ii iii iv bc ad member members champion
        champions runner-up rookie majesty bibles mps christian christians protestantism sabbath ancient
    """),
    peoples=words("""
        afghan afghans afrikaans alaskan angolan angolans arab arabic arabs argentine argentines azeri azeris
        bangladeshi basque basques bengali berber berbers briton britons celt celtic celts chechen chechens croat
        croats cuban cubans czech czechs dane danes dutch dutchman dutchmen englishman englishmen filipino filipinos
        finn finns french frenchman frenchmen gaelic german germanic germans greek greeks guatemalan hebrew hindi
        hispanic hispanics latino latinos latina latinas mongol mongols gaul gauls nepali nepalis inuit aboriginal aborigine
        aborigines anglo-saxon anglo-saxons hindustani punjabi bengalis
        hindu hindus hutu hutus iraqi iraqis irishman irishmen israeli israelis jamaican jamaicans jew jews kazakh
        kenyan kenyans kurd kurds kuwaiti kuwaitis lankan lankans latin libyan libyans moldovan moroccan moroccans
        nordic norman normans norse omani pakistani pakistanis pole poles qatari roman romans rwandan rwandans
        samoan sanskrit saudi saudis scot scots scotsman serb serbs sikh sikhs slav slavic slavs slovak slovaks
        slovene slovenes soviet soviets spaniard spaniards swede swedes swiss tajik tamil tamils tatar tatars texan
        texans thai thais tibetan tibetans turk turkic turks tutsi tutsis ugandan ugandans urdu uzbek uzbeks
        venezuelan venezuelans welsh welshman yemeni yugoslav yugoslavs zulu
    """),
    people_endings=(
        "ish",
        "ese",
        "ian",
        "ians",
        "ean",
        "eans",
        "rican",
        "ricans",
        "xican",
        "xicans",
        "ist",
        "ists",
        "ism",
        "isms",
    ),
    adjective_endings=("aic", "bic", "dic", "gic", "lic", "mic", "nic", "oic", "phic", "ric", "stic", "tic"),
    given=frozenset(
        """
        Adrian Alaric Antarctic Arctic Atlantic Baltic Brian Bryan Cedric Christian Damian Dean Dominic Dorian
        Eric Fabian Frederic Gillian Ian Jean Julian Kian Killian Kristian Lillian Marian Pacific Patric Sean
        Sebastian Sian Vivian
    """.split()
    ),
    things=words("""
        cup open series championship championships masters prix day days war wars games tour prize prizes award
        awards battle battles siege act treaty revolution olympics agreement accord accords protocol convention
        conference summit festival season final finals week month year century age era period plan programme program
        project law bill amendment code constitution declaration resolution directive theorem disease syndrome virus
        trophy medal marathon derby stakes title titles index average record song symphony album bowl classic story
        book novel film movie edition testament depression rebellion uprising mutiny campaign operation hurricane
        highway route mr dictionary encyclopedia encyclopaedia anthem theory effect method test tests model language
        languages chart charts list draft rally
    """),
    heads=words("""
        academy administration agency airlines airport airways archdiocese archive archives army assembly
        association authority bank baptist bay board brewery brigade broadcasting bureau cathedral center centre
        chamber church city club coast college commission committee company confederation congress conservatory
        corporation corp council court department diocese district division duchy embassy faculty federation
        foundation front fund gallery group guild gulf hall home hospital house inc institute institution isle isles
        kingdom lake laboratory league library ltd ministry mount movement museum network office orchestra
        organisation organization parliament parish party police port post press principality province railroad
        railway region regiment republic river royal school secretariat senate service services society station
        straits strait sultanate task telegraph theatre theater times town trust union united university west
    """),
    abbreviations=frozenset(
        """
        EU UN US USA UK U.S. U.N. U.K. E.U. U.S.A. NATO FBI CIA BBC CNN NBC CBS ABC ESPN MIT IMF WHO NASA IBM OPEC
        UNESCO UNICEF USSR UAE OSCE PLO IRA KGB WTO FIFA UEFA NBA NFL NHL MLB IOC AFP EMI HBO MTV UCLA NSA DARPA NIH
        CDC ECB OECD
    """.split()
    ),
    same={
        **dict.fromkeys(("US", "U.S.", "USA", "U.S.A.", "United States of America"), "United States"),
        **dict.fromkeys(("UK", "U.K."), "United Kingdom"),
        **dict.fromkeys(("EU", "E.U."), "European Union"),
        **dict.fromkeys(("UN", "U.N."), "United Nations"),
        **dict.fromkeys(("UAE", "U.A.E."), "United Arab Emirates"),
        "USSR": "Soviet Union",
    },
    links=(
        "of the|of|for the|for|and the|and|de la|de|del|della|di|du|da|dos|das|la|le|van der|van|von der|von|der|den|al"
        "|el|bin|ibn|&"
    ),
    parting=words("of for and the"),
    joining=words("and"),
    binding=words("of the"),
    articles=frozenset({"the"}),
    determiners=words(
        "a an his her their its my your our this that every each no some any these those another other many several various"
    ),
)
