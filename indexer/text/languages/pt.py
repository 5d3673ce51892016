"""Portuguese."""

from indexer.text.languages.profile import LanguageProfile, NameWords, SentenceWords, WordForms, words

_NUMBER_WORDS = {
    "dois": "2", "três": "3", "quatro": "4", "cinco": "5", "seis": "6", "sete": "7", "oito": "8", "nove": "9",
    "dez": "10", "onze": "11", "doze": "12", "treze": "13", "quatorze": "14", "quinze": "15", "dezesseis": "16",
    "dezessete": "17", "dezoito": "18", "dezenove": "19", "vinte": "20", "trinta": "30", "quarenta": "40",
    "cinquenta": "50", "sessenta": "60", "setenta": "70", "oitenta": "80", "noventa": "90", "duas": "2",
    "catorze": "14", "dezasseis": "16", "dezassete": "17", "dezanove": "19",
}  # fmt: skip

PROFILE = LanguageProfile(
    code="pt",
    name="Portuguese",
    stop_words=words("""
        a à ao aos as até com como da das de dela dele do dos e é ela elas ele eles em entre era essa esse esta está este
        eu foi foram há isso isto já lhe mais mas me muito na nas não no nos o onde os ou para pela pelas pelo pelos por
        porque qual quais quando quanto quantos que quem se sem ser seu seus só sua suas também te tem um uma você
    """),
    common_words=words("""
        abaixo acerca acima ademais agora ainda algo algum alguma algumas alguns alguém ali além ambos ante antes
        apenas apesar após aquela aquelas aquele aqueles aqui aquilo assim através atrás atual atualmente bastante bem
        bom breve cada certa certas certo certos claro coisa comum conforme contra contudo cuja cujas cujo cujos dar
        debaixo demais dentro depois desde dessa desse desta deste deve devem devido dificilmente disse disso disto
        diversas diversos diz dizem dizer durante embora enquanto então esses estar estava estavam estes exemplo
        existe existem faz fazem fazer feita feito fez ficar fim fora forma geral geralmente grande hoje igual
        inclusive jamais junto lado logo longe lugar lá maior maioria mal maneira meio melhor menor menos mesma mesmas
        mesmo mesmos meu minha modo muita muitas muitos nada naquela naquele nela nele nem nenhum nenhuma nessa nesse
        nesta neste ninguém nossa nosso nova novo num numa nunca obstante obter outra outras outro outros parte partir
        passado pode podem poder poderia pois portanto porém possivelmente possível pouca poucas pouco poucos primeiro
        principalmente própria próprias próprio próprios próximo quase quer quê raramente realmente recente
        recentemente sabe saber seguinte seguintes segundo seja sempre sendo seria será sido sob sobre sobretudo
        somente tais tal talvez tampouco tanto tarde tinha tinham tipo toda todas todavia todo todos tornar total trás
        tudo tão têm usa usado usar uso vai ver vez vezes vindo vocês várias vários última último últimos
    """),
    in_names=NameWords(
        titles=words("dr dra sr sra dom dona general presidente presidenta ministro ministra rei rainha príncipe papa"),
        others=words("""
            deus internet páscoa natal estado governo parlamento senado república igreja norte sul leste oeste bíblia
            corão primeiro primeira segundo segunda terceiro terceira grande
        """),
        things=words("""
            guerra copa taça prémio prêmio jogos campeonato campeonatos batalha tratado lei revolução festival liga volta
            grande acordo código idade testamento capítulo tabela figura artigo
        """),
        heads=words("""
            ministério universidade instituto banco conselho sociedade academia associação federação organização comissão
            centro museu partido união agência comité comitê colégio escola
        """),
        links="de|da|das|do|dos|del|la|van der|van|von|der|al|el|bin|ibn|di",
        articles=words("o a os as um uma"),
        determiners=words("um uma este esta esse essa seu sua nosso nossa"),
    ),
    stemmer="portuguese",
    sentences=SentenceWords(
        titles=frozenset("Av Exa Exmo Eng Profa".split()),
        before_numbers=r"[Aa]rts?|[Nn]|[Nn]úm|[Pp]ágs?|[Cc]ap|[Ff]ig|[Vv]ol|[Ii]nc|[Ff]ls?|[Tt]el|[Ee]d|[Tt]ab|Jo|Mt|Mc|Lc|Sl|Gn|Ap",
        subjects=(
            "os?|as?|uma?|uns|umas|este|esta|estes|estas|esse|essa|esses|essas|aquele|aquela|eu|tu|ele|ela|nós|vós|eles|elas"
            "|você|vocês|seus?|suas?|meus?|minhas?|nossos?|nossas?|cada|todos|todas|muitos|muitas|vários|várias|alguns|algumas"
            "|ambos|ambas|ninguém|nada"
        ),
        joining=(
            "e|mas|ou|pois|porque|como|quando|se|enquanto|embora|depois que|antes que|até que|desde que|para que|já que|então"
            "|também"
        ),
    ),
    forms=WordForms(
        number_words=_NUMBER_WORDS,
        elisions="d|n",
        thousands=". ",
        decimal=",",
        letters="áâãàçéêíóôõúü",
    ),
)  # fmt: skip
