"""Whom the words for a speaker mean, also where they are cut roughly; the quotes are given, only the speakers are asked.

`quote_notation` tells how a case is written; a speaker's words are the nearest ones to the content.
"""

from quote_notation import case, indirect

# fmt: off
HEADS = [
    case("name-and-clause", "The road was flooded. Thomas Burke, who had come from Grand Rapids, said it was deep.", indirect("it was deep", "Thomas Burke, who had come from Grand Rapids", "Thomas Burke", attribution="named")),
    case("calling-name-of-a-body", "The shelf is thin. It will break, said study co-author Edward Scanlon of Greenpeace.", indirect("It will break", "study co-author Edward Scanlon of Greenpeace", "Edward Scanlon")),
    case("tweet-by-an-office-and-name", "The airline was barred. It carried arms, according to a tweet on Monday by US Secretary of State Michael Porter.", indirect("It carried arms", "a tweet on Monday by US Secretary of State Michael Porter", "Michael Porter", attribution="named")),
    case("statement-from-a-name", "The airline was barred. A statement from Michael Porter said it carried arms.", indirect("it carried arms", "A statement from Michael Porter", "Michael Porter", attribution="named")),
    case("letter-of-his", "The airline was barred. Michael Porter's letter said it carried arms.", indirect("it carried arms", "Michael Porter's letter", "Michael Porter", attribution="named")),
    case("kin-member-name", "The statesman died. His daughter, and member of the party, Sharmila Banerjee wrote that it was a sad day.", indirect("it was a sad day", "His daughter, and member of the party, Sharmila Banerjee", "Sharmila Banerjee")),
    case("one-of-the-offices-name", "The statesman died. One of Kenya's vice presidents, Rebecca Nyandoro, said he was honest.", indirect("he was honest", "One of Kenya's vice presidents, Rebecca Nyandoro", "Rebecca Nyandoro")),
    case("mayor-of-a-town-name", "The storm is near. The mayor of Baltimore, Latoya Campbell, said people should leave.", indirect("people should leave", "The mayor of Baltimore, Latoya Campbell", "Latoya Campbell")),
    case("title-with-of-and-name", "The storm is near. Prime Minister of India Rajiv Menon said people should leave.", indirect("people should leave", "Prime Minister of India Rajiv Menon", "Rajiv Menon")),
    case("ambassador-to-name", "The storm is near. US Ambassador to Germany Richard Grady said people should leave.", indirect("people should leave", "US Ambassador to Germany Richard Grady", "Richard Grady")),
    case("aide-to-a-name-is-not-he", "The storm is near. An aide to Secretary of State Michael Porter said people should leave.", indirect("people should leave", "An aide to Secretary of State Michael Porter", "", attribution="unnamed")),
    case("friend-of-a-name-is-not-he", "The storm is near. A friend of the singer Michael Porter said people should leave.", indirect("people should leave", "A friend of the singer Michael Porter", "", attribution="unnamed")),
    case("lawyer-of-a-possessive-is-not-he", "The trial began. Michael Porter's lawyer said the charge was false.", indirect("the charge was false", "Michael Porter's lawyer", "", attribution="unnamed")),
    case("supporters-of-a-name", "The trial began. Michael Porter supporters said the charge was false.", indirect("the charge was false", "Michael Porter supporters", "", attribution="unnamed")),
    case("show-named-after-another", "The host died. Longtime Dawson in the Morning writer Robert Bartley said he was a rebel.", indirect("he was a rebel", "Longtime Dawson in the Morning writer Robert Bartley", "Robert Bartley")),
    case("paper-and-its-man", "The shelf is thin. The BBC's Jonathan Marlow said it would break.", indirect("it would break", "The BBC's Jonathan Marlow", "Jonathan Marlow")),
    case("acronym-in-brackets", "The storm is near. The World Health Organization (WHO) said people should leave.", indirect("people should leave", "The World Health Organization (WHO)", "World Health Organization", attribution="named")),
    case("cut-at-the-article", "The storm is near. On Sunday the World Health Organization (WHO) said people should leave.", indirect("people should leave", "the", "World Health Organization")),
    case("kind-of-body-and-name", "The storm is near. News agency Reuters said people had left.", indirect("people had left", "News agency Reuters", "Reuters")),
    case("name-and-kind-of-body", "The storm is near. The Reuters news agency said people had left.", indirect("people had left", "The Reuters news agency", "Reuters")),
    case("witnesses-told-a-paper", "The storm is near. Witnesses told Reuters people had left.", indirect("people had left", "Witnesses told Reuters", "", attribution="unnamed")),
    case("two-names-with-bodies", "The storm is near. Thomas Burke of Reuters and Anna Keller of Greenpeace said people had left.", indirect("people had left", "Thomas Burke of Reuters and Anna Keller of Greenpeace", "Thomas Burke; Anna Keller")),
    case("two-bodies", "The storm is near. Reuters and Greenpeace said people had left.", indirect("people had left", "Reuters and Greenpeace", "Reuters; Greenpeace")),
    case("officials-beside-a-name", "The storm is near. Officials and Thomas Burke said people had left.", indirect("people had left", "Officials and Thomas Burke", "Thomas Burke")),
    case("party-in-brackets", "The storm is near. Senator Thomas Burke (R-Texas) said people had left.", indirect("people had left", "Senator Thomas Burke (R-Texas)", "Thomas Burke")),
]

STANDING = [
    case("authorities-of-a-state", "The shop burned. The Mexican authorities said eight people had died.", indirect("eight people had died", "The Mexican authorities", "", attribution="unnamed")),
    case("authorities-of-a-possessive", "The shop burned. Mexico's authorities said eight people had died.", indirect("eight people had died", "Mexico's authorities", "", attribution="unnamed")),
    case("spokesmen-of-a-state", "The shop burned. Mexican spokesmen said eight people had died.", indirect("eight people had died", "Mexican spokesmen", "", attribution="unnamed")),
    case("spokesman-of-a-department", "The shop burned. A State Department spokesman said eight people had died.", indirect("eight people had died", "A State Department spokesman", "United States Department of State", attribution="named")),
    case("website-of-a-body", "The pills are fake. The World Health Organization's website said they do not work.", indirect("they do not work", "The World Health Organization's website", "World Health Organization", attribution="document")),
    case("report-from-a-government", "The shop burned. Another report from the Mexican government during the weekend said eight people had died.", indirect("eight people had died", "Another report from the Mexican government during the weekend", "Mexico", attribution="document")),
    case("report-by-a-body", "The shop burned. A report by Amnesty International said eight people had died.", indirect("eight people had died", "A report by Amnesty International", "Amnesty International", attribution="document")),
    case("body-and-report", "The shop burned. A Greenpeace report said eight people had died.", indirect("eight people had died", "A Greenpeace report", "Greenpeace", attribution="document")),
    case("statement-released-by", "The shop burned. A statement released by Amnesty International said eight people had died.", indirect("eight people had died", "A statement released by Amnesty International", "Amnesty International", attribution="named")),
    case("one-of-the-groups-name", "The shop burned. One of the groups, Amnesty International, said eight people had died.", indirect("eight people had died", "One of the groups, Amnesty International", "Amnesty International")),
    case("report-from-a-town", "The shop burned. A report from Kabul said eight people had died.", indirect("eight people had died", "A report from Kabul", "", attribution="document")),
    case("report-on-a-body", "The shop burned. A report on Amnesty International said it had eight offices.", indirect("it had eight offices", "A report on Amnesty International", "", attribution="document")),
    case("report-alone", "The shop burned. The report said eight people had died.", indirect("eight people had died", "The report", "", attribution="document")),
    case("spokesman-of-a-leader-name", "The plane landed. German Chancellor Angela Kramer's spokesperson, Stefan Seibold, said it was late.", indirect("it was late", "German Chancellor Angela Kramer's spokesperson, Stefan Seibold", "Stefan Seibold; Angela Kramer")),
    case("name-behind-spokeswoman-for", "The plane landed. Carla Weibel, a spokeswoman for Greenpeace, said it was late.", indirect("it was late", "Carla Weibel, a spokeswoman for Greenpeace", "Carla Weibel; Greenpeace")),
    case("spokesman-of-his", "The plane landed. Bola Adeyemi was not on board. His spokesman said it was late.", indirect("it was late", "His spokesman", "Bola Adeyemi")),
    case("friend-of-a-spokesman", "The plane landed. Carla Weibel, the sister of Greenpeace spokesman Otto Kranz, said it was late.", indirect("it was late", "Carla Weibel, the sister of Greenpeace spokesman Otto Kranz", "Carla Weibel")),
    case("which-of-a-statement", "The plane landed. Amnesty International released a statement which said it was late.", indirect("it was late", "which", "Amnesty International", attribution="named")),
    case("who-of-a-body", "The plane landed. It was rarely late, according to Reuters, who reported it had two delays.", indirect("it had two delays", "who", "Reuters")),
    case("who-of-a-person", "The plane landed. It carried Carla Weibel, who said it was late.", indirect("it was late", "who", "Carla Weibel")),
]

PRONOUNS = [
    case("subject-before-an-honoured-one", "Michael Makori, the information minister, paid tribute to John Lukele. He said it was a loss.", indirect("it was a loss", "He", "Michael Makori")),
    case("two-subjects-before", "Michael Makori spoke while John Lukele waited. He said it was a loss.", indirect("it was a loss", "He", "")),
    case("met-another", "Michael Makori met John Lukele in Juba. He said it was a loss.", indirect("it was a loss", "He", "")),
    case("speaking-to-another", "Crown Prince Mohammed Karimi took the blame on Tuesday. Speaking to Martin Schmidt of Reuters, he said it was a loss.", indirect("it was a loss", "he", "Mohammed Karimi")),
    case("according-to-him", "Houthi spokesperson Yahya Sabri said the army had left. According to him, it was a loss.", indirect("the army had left", "Houthi spokesperson Yahya Sabri"), indirect("it was a loss", "him", "Yahya Sabri")),
    case("spokesman-and-body-then-he", "Greenpeace spokesman Otto Kranz said the ship had left. He said it was a loss.", indirect("the ship had left", "Greenpeace spokesman Otto Kranz", "Otto Kranz; Greenpeace"), indirect("it was a loss", "He", "Otto Kranz")),
    case("she-by-the-actress", "Actress Carla Weibel sat beside Robin Lukele, an actor. She said it was a loss.", indirect("it was a loss", "She", "Carla Weibel")),
    case("she-by-her-kin", "Robin Lukele and his wife, Carla Weibel, came late. She said it was a loss.", indirect("it was a loss", "She", "Carla Weibel")),
    case("she-by-queen", "Queen Beatrix II came with Mr. Robin Lukele. She said it was a loss.", indirect("it was a loss", "She", "Queen Beatrix II")),
    case("he-not-the-spokeswoman", "Spokeswoman Carla Weibel and Robin Lukele came late. He said it was a loss.", indirect("it was a loss", "He", "Robin Lukele")),
    case("quoted-name-is-not-he", "Robin Lukele came late. “Otto Kranz is a thief,” he said.", indirect("Otto Kranz is a thief", "he")),
    case("an-office-in-between", "Robin Lukele came late. The minister was early. He said it was a loss.", indirect("it was a loss", "He", "")),
    case("they-of-a-body", "Amnesty International opposed the plan. They said it was a loss.", indirect("it was a loss", "They", "Amnesty International")),
    case("they-beside-a-crowd", "Amnesty International met the protesters. They said it was a loss.", indirect("it was a loss", "They", "")),
    case("they-of-a-pair", "Carla Weibel and Robin Lukele came late. They said it was a loss.", indirect("it was a loss", "They", "Carla Weibel; Robin Lukele")),
    case("it-of-a-body", "Greenpeace opposed the plan. It said the river was dead.", indirect("the river was dead", "It", "Greenpeace")),
    case("he-who-asked-about-another", "Carlos Ibarra asked why Otto Kranz said nothing. He said it was a loss.", indirect("it was a loss", "He", "Carlos Ibarra")),
    case("name-behind-the-cut-words", "The road is old. The Kenyan envoy, Mr. Makori, said it was a loss.", indirect("it was a loss", "The Kenyan envoy", "Makori")),
    case("chief-of-them-is-a-thing", "President Carlos Ibarra announced seven steps. The chief of them was a ban. He said it was a loss.", indirect("it was a loss", "He", "Carlos Ibarra")),
    case("he-through-he-who-closed", "Carlos Ibarra spoke for the town. He closed on a milder note. The farmers, he said, were poor.", indirect("were poor", "he", "Carlos Ibarra")),
    case("he-through-he-beside-another", "Carlos Ibarra thanked the farmers and Otto Kranz. He was ill. The farmers, he said, were poor.", indirect("were poor", "he", "")),
    case("it-of-two-bodies", "Greenpeace sued while Reuters watched. It said the river was dead.", indirect("the river was dead", "It", "")),
]

DESCRIBED = [
    case("the-foreign-minister", "Foreign Minister Marcelo Ibarra and General Pedro Solis met. It rained. The foreign minister said the road was open.", indirect("the road was open", "The foreign minister", "Marcelo Ibarra")),
    case("the-senator", "Senator Paula Grant came by train. It rained. The senator said the road was open.", indirect("the road was open", "The senator", "Paula Grant")),
    case("the-senator-beside-another", "Senator Paula Grant came by train. Another senator came by car. The senator said the road was open.", indirect("the road was open", "The senator", "")),
    case("the-professor-behind-a-name", "Karen Ashby, a professor of law, came by train. It rained. The professor said the road was open.", indirect("the road was open", "The professor", "Karen Ashby")),
    case("the-former-is-not-the-present", "Former senator Paula Grant came by train. It rained. The senator said the road was open.", indirect("the road was open", "The senator", "")),
    case("a-clause-behind-is-no-role", "It rained in Bonn. Karen Ashby, said the senator was late.", indirect("was late", "the senator", "")),
    case("the-45-year-old", "Paula Grant, 45, came by train with Karen Ashby, 61. It rained. The 45-year-old said the road was open.", indirect("the road was open", "The 45-year-old", "Paula Grant")),
    case("described-and-added", "The road is old. It is open, said Karen Ashby. The Wooster professor added that it was wet.", indirect("It is open", "Karen Ashby", "Karen Ashby"), indirect("it was wet", "The Wooster professor", "Karen Ashby")),
    case("described-but-said", "The road is old. It is open, said Karen Ashby. The Wooster professor said that it was wet.", indirect("It is open", "Karen Ashby"), indirect("it was wet", "The Wooster professor", "")),
    case("his-father-named-elsewhere", "The boy drowned. They had paid, his surviving father said. It was hard, said his father, Abdullah Kurtay.", indirect("They had paid", "his surviving father", "Abdullah Kurtay"), indirect("It was hard", "his father, Abdullah Kurtay", "Abdullah Kurtay")),
    case("the-government-of-one", "The Mexican government closed the road on Friday. It rained. The government said the road was unsafe.", indirect("the road was unsafe", "The government", "Mexico")),
    case("the-government-of-two", "The Mexican government and the Cuban government closed the road. It rained. The government said the road was unsafe.", indirect("the road was unsafe", "The government", "")),
    case("the-company-of-one", "Samsung closed a plant on Friday. It rained. The company said the plant was unsafe.", indirect("the plant was unsafe", "The company", "Samsung")),
    case("the-company-of-two", "Samsung and Siemens closed a plant on Friday. It rained. The company said the plant was unsafe.", indirect("the plant was unsafe", "The company", "")),
    case("the-company-is-no-ministry", "The Ministry of Health closed a plant on Friday. It rained. The company said the plant was unsafe.", indirect("the plant was unsafe", "The company", "")),
    case("the-company-that-is-called-so", "Reuters visited the phone company Samsung on Friday. It rained. The company said the plant was unsafe.", indirect("the plant was unsafe", "The company", "Samsung")),
    case("the-company-of-no-name", "Reuters visited a company on Friday. It rained. The company said the plant was unsafe.", indirect("the plant was unsafe", "The company", "")),
]
# fmt: on

CASES = [*HEADS, *STANDING, *PRONOUNS, *DESCRIBED]
