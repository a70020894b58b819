"""Who is meant: unnamed sources, spokesmen, pronouns, offices, groups; posts, headlines, translations; what is no speech.

`quote_notation` tells how a case is written.
"""

from quote_notation import believed, case, direct, indirect, intended, mixed

# fmt: off
UNNAMED = [
    case("officials", "A plane came down near Kandahar. Officials said nobody had survived.", indirect("nobody had survived", "Officials", "", attribution="unnamed")),
    case("officials-of-a-state", "A plane came down near Kandahar. Afghan officials said nobody had survived.", indirect("nobody had survived", "Afghan officials", attribution="unnamed")),
    case("police", "A plane came down near Kandahar. Police said the field was full of mines.", indirect("the field was full of mines", "Police", "", attribution="unnamed")),
    case("residents", "A plane came down near Kandahar. Residents said they had heard two blasts.", indirect("they had heard two blasts", "Residents", "", attribution="unnamed")),
    case("a-witness", "A plane came down near Kandahar. “It burned for an hour,” said a witness.", direct("It burned for an hour", "a witness", "", attribution="unnamed")),
    case("a-farmer-by-age", "A plane came down near Kandahar. “It burned for an hour,” said a 60-year-old farmer.", direct("It burned for an hour", "a 60-year-old farmer", "", attribution="unnamed")),
    case("person-familiar-with-the-matter", "The bank needs money. A person familiar with the matter said a sale was near.", indirect("a sale was near", "A person familiar with the matter", "", attribution="unnamed")),
    case("people-briefed-on-the-plan", "The bank needs money. A sale is near, according to two people briefed on the plan.", indirect("A sale is near", "two people briefed on the plan", "", attribution="unnamed")),
    case("diplomats-who-asked-not-to-be-named", "Talks went on in Doha until midnight. Two diplomats who asked not to be named said a deal was near.", indirect("a deal was near", "Two diplomats…", "", attribution="unnamed")),
    case("on-condition-of-anonymity", "Talks went on in Doha until midnight. “We are close,” a senior diplomat said on condition of anonymity.", direct("We are close", "a senior diplomat", "", attribution="unnamed")),
    case("speaking-anonymously-behind", "Talks went on in Doha until midnight. “We are close,” said one negotiator, who was not allowed to speak in public.", direct("We are close", "one negotiator…", "", attribution="unnamed")),
    case("sources", "Talks went on in Doha until midnight. Sources said a deal was near.", indirect("a deal was near", "Sources", "", attribution="unnamed")),
    case("a-source-at-a-body", "Talks went on in Doha until midnight. A source at the Qatari foreign ministry said a deal was near.", indirect("a deal was near", "A source at the Qatari foreign ministry", attribution="unnamed")),
    case("critics", "The dam is finished. Critics say it has drowned forty villages.", indirect("it has drowned forty villages", "Critics", "", attribution="unnamed")),
    case("experts-and-some", "The dam is finished. Some experts argue that it will fill with sand.", indirect("that it will fill with sand", "Some experts", "", attribution="unnamed")),
    case("one-of-them", "Three fishermen were saved on Friday. One said the boat had broken in two.", indirect("the boat had broken in two", "One", "", attribution="unnamed")),
    case("others", "Three fishermen were saved on Friday. Others said they had seen nothing.", indirect("they had seen nothing", "Others", "", attribution="unnamed")),
    case("her-mother", "Three fishermen were saved on Friday. “I lit a candle,” said the mother of one of them.", direct("I lit a candle", "the mother of one of them", "", attribution="unnamed")),
    case("first-name-only", "Three fishermen were saved on Friday. “I lit a candle,” said Rosa, whose brother was on board.", direct("I lit a candle", "Rosa…")),
]

SPOKESMEN = [
    case("spokesman-for-a-body", "The plant was closed on Monday. A spokesman for Unilever said nobody was hurt.", indirect("nobody was hurt", "A spokesman for Unilever", "Unilever", attribution="named")),
    case("body-spokeswoman-and-name", "The plant was closed on Monday. Unilever spokeswoman Lerato Molefe said nobody was hurt.", indirect("nobody was hurt", "Unilever spokeswoman Lerato Molefe", "Lerato Molefe; Unilever", attribution="named")),
    case("name-then-spokeswoman-for", "The plant was closed on Monday. “Nobody was hurt,” said Lerato Molefe, a spokeswoman for Unilever.", direct("Nobody was hurt", "Lerato Molefe…", "Lerato Molefe; Unilever")),
    case("spokesman-of-a-ministry-before-known", "The Indian Ministry of External Affairs called in the envoy. The ministry's spokesman said talks would go on.", indirect("talks would go on", "The ministry's spokesman", attribution="named")),
    case("state-department-spokesman", "The embassy was closed on Friday. State Department spokesman Carl Whitfield said it would open again in May.", indirect("it would open again in May", "State Department spokesman Carl Whitfield", "Carl Whitfield; United States Department of State")),
    case("spokesman-for-a-person", "The president did not come to Abuja. A spokesman for President Bola Tinubu said he had a cold.", indirect("he had a cold", "A spokesman for President Bola Tinubu", "Bola Tinubu")),
    case("his-spokesman", "President Bola Tinubu did not come to the fair. His spokesman said he had a cold.", indirect("he had a cold", "His spokesman")),
    case("a-spokesman-of-nobody", "The fair opened without music. A spokesman said the band had missed its train.", indirect("the band had missed its train", "A spokesman", "", attribution="unnamed")),
    case("lawyer-for", "The trial began on Monday. “My client was in Nairobi,” said Peter Ochieng, a lawyer for the accused.", direct("My client was in Nairobi", "Peter Ochieng…", "Peter Ochieng")),
    case("through-a-lawyer", "The trial began on Monday. Through his lawyer, James Mwangi denied the theft.", indirect("the theft", "James Mwangi", "James Mwangi")),
    case("the-company-by-it", "Samsung closed a plant on Friday. It said that nobody would lose a job.", indirect("that nobody would lose a job", "It", "Samsung")),
    case("the-company-by-noun", "Samsung closed a plant on Friday. The company said that nobody would lose a job.", indirect("that nobody would lose a job", "The company", "Samsung")),
    case("office-of-the-prime-minister", "Two envoys were sent home. The prime minister's office said that they had broken the law.", indirect("that they had broken the law", "The prime minister's office")),
]

PRONOUNS = [
    case("she-one-candidate", "Rigoberta Choc has led the village since 2011. She said the forest was not for sale.", indirect("the forest was not for sale", "She", "Rigoberta Choc", attribution="named")),
    case("he-one-candidate-direct", "Chief Raoni Kayapo came by boat. “The forest is not for sale,” he said.", direct("The forest is not for sale", "he", "Raoni Kayapo")),
    case("she-two-candidates", "Rigoberta Choc walked with Juana Xol to the river. She said the forest was not for sale.", indirect("the forest was not for sale", "She", "", attribution="unnamed")),
    case("he-by-title-of-the-other", "Mrs. Rigoberta Choc walked with Mr. Pedro Ixcoy to the river. He said the forest was not for sale.", indirect("the forest was not for sale", "He", "Pedro Ixcoy")),
    case("he-of-nobody", "The river was high. He said the forest was not for sale.", indirect("the forest was not for sale", "He", "", attribution="unnamed")),
    case("it-of-a-state", "Chile sent two ships to the south. It said that the ice was thin this year.", indirect("that the ice was thin this year", "It", "Chile")),
    case("they-of-two", "Rigoberta Choc and Juana Xol came by boat. They said the forest was not for sale.", indirect("the forest was not for sale", "They", "Rigoberta Choc; Juana Xol")),
    case("they-of-nobody", "The boats lay at the pier all week. They said the forest was not for sale.", indirect("the forest was not for sale", "They", "", attribution="unnamed")),
    case("pronoun-after-a-quote-about-another", "“My son Mateo was born here,” said Juana Xol. She said she would stay.", direct("My son Mateo was born here", "Juana Xol"), indirect("she would stay", "She", "Juana Xol")),
    case("pronoun-across-paragraphs", "Rigoberta Choc has led the village since 2011.¶“The forest is not for sale,” she said.", direct("The forest is not for sale", "she", "Rigoberta Choc")),
    case("pronoun-in-front-of-the-name", "“I was afraid,” she said. Juana Xol had walked for three days.", direct("I was afraid", "she")),
    case("the-woman-he-spoke-of", "Pedro Ixcoy lives alone. “My wife left in May,” he said. “She is in Texas.”", direct("My wife left in May|She is in Texas", "he", "Pedro Ixcoy")),
    case("i-of-the-writer", "I walked to the river with the children. I think the forest is lost."),
    case("you-say", "You may say the forest is lost. The loggers come every night."),
]

OFFICES = [
    case("the-president", "President Luis Abinader flew to the border on Monday. The president said the wall would be finished by June.", indirect("the wall would be finished by June", "The president", "Luis Abinader", attribution="named")),
    case("the-minister", "Health Minister Khumbize Chiponda visited two hospitals. The minister said that cholera was back.", indirect("that cholera was back", "The minister", "Khumbize Chiponda")),
    case("the-minister-of-two", "Health Minister Khumbize Chiponda and Education Minister Agnes Nyalonje visited the town. The minister said that cholera was back.", indirect("that cholera was back", "The minister", "", attribution="unnamed")),
    case("surname-after-full-name", "Sitti Nurhaliza has fished for thirty years. “The reef is dead,” Nurhaliza said.", direct("The reef is dead", "Nurhaliza", "Sitti Nurhaliza")),
    case("courtesy-and-surname", "Sitti Nurhaliza has fished for thirty years. “The reef is dead,” said Ms. Nurhaliza.", direct("The reef is dead", "Ms. Nurhaliza", "Sitti Nurhaliza")),
    case("first-name-first-in-the-east", "Xi Jinping opened the fair in Shanghai. Mr. Xi said that trade needed calm seas.", indirect("that trade needed calm seas", "Mr. Xi", "Xi Jinping")),
    case("called-by-the-last-name", "Nguyen Phu Trong opened the meeting in Hanoi. Trong said that bribes would be punished.", indirect("that bribes would be punished", "Trong", "Nguyen Phu Trong")),
    case("title-name-and-office", "Floods reached Maiduguri. Governor Babagana Zulum said the dam had been old.", indirect("the dam had been old", "Governor Babagana Zulum", "Babagana Zulum")),
    case("office-then-name-by-commas", "Floods reached Maiduguri. The state's governor, Babagana Zulum, said the dam had been old.", indirect("the dam had been old", "The state's governor, Babagana Zulum", "Babagana Zulum")),
    case("state-speaks-by-capital", "Two ships collided in the strait. Beijing said the other ship had turned too late.", indirect("the other ship had turned too late", "Beijing", "China")),
    case("state-by-capital-denies", "Two ships collided in the strait. Tehran denied that its ship had been armed.", indirect("that its ship had been armed", "Tehran", "Iran")),
    case("seat-of-a-government", "Two ships collided in the strait. The Kremlin said that no sailor was hurt.", indirect("that no sailor was hurt", "The Kremlin")),
    case("state-by-name", "Two ships collided in the strait. Indonesia said its crew was safe.", indirect("its crew was safe", "Indonesia", "Indonesia")),
    case("government-of", "Two ships collided in the strait. The government of Vanuatu said its crew was safe.", indirect("its crew was safe", "The government of Vanuatu", "Vanuatu")),
    case("ministry-of", "Two ships collided in the strait. Japan's Defence Ministry said its crew was safe.", indirect("its crew was safe", "Japan's Defence Ministry", attribution="named")),
    case("pope", "Two ships collided in the strait. Pope Francis prayed for the crew. The pope said that the sea was a graveyard.", indirect("that the sea was a graveyard", "The pope", "Pope Francis")),
]

PLURAL = [
    case("two-names", "The ferry was late. Amara Kone and Joao Silva said they had slept on the pier.", indirect("they had slept on the pier", "Amara Kone and Joao Silva", "Amara Kone; Joao Silva")),
    case("two-states", "The river has no owner. Ethiopia and Egypt said that talks would begin in May.", indirect("that talks would begin in May", "Ethiopia and Egypt", "Ethiopia; Egypt")),
    case("two-leaders", "Presidents William Ruto and Paul Kagame ate together in Kigali. The two leaders said that the border would open.", indirect("that the border would open", "The two leaders", "William Ruto; Paul Kagame")),
    case("joint-statement", "Talks ended at dawn. In a joint statement, Kenya and Rwanda said that the border would open.", indirect("that the border would open", "Kenya and Rwanda", "Kenya; Rwanda")),
    case("both-sides", "Talks ended at dawn. Both sides said that the border would open.", indirect("that the border would open", "Both sides", "")),
    case("a-couple-direct", "The ferry was late. “We slept on the pier,” said Amara and Awa Kone.", direct("We slept on the pier", "Amara and Awa Kone")),
    case("three-names", "The ferry was late. Amara Kone, Joao Silva and Mei Lin Chua said they would walk.", indirect("they would walk", "Amara Kone, Joao Silva and Mei Lin Chua", "Amara Kone; Joao Silva; Mei Lin Chua")),
    case("crowd-chants", "The ferry was late. “Money back,” the crowd chanted.", direct("Money back", "the crowd", "", attribution="unnamed")),
]

POSTS = [
    case("wrote-on-x", "The concert was cancelled an hour before it began. “I am so sorry,” Davido Bello wrote on X.", direct("I am so sorry", "Davido Bello", "Davido Bello")),
    case("tweeted-colon", "The concert was cancelled. Davido Bello tweeted: “I will sing for you in June.”", direct("I will sing for you in June", "Davido Bello")),
    case("tweeted-that", "The concert was cancelled. Davido Bello tweeted that he would sing in June.", indirect("that he would sing in June", "Davido Bello")),
    case("posted-on-facebook", "The concert was cancelled. “Keep your tickets,” Davido Bello posted on Facebook.", direct("Keep your tickets", "Davido Bello")),
    case("in-a-post", "The concert was cancelled. In a post on Instagram, Davido Bello said he had lost his voice.", indirect("he had lost his voice", "Davido Bello")),
    case("post-with-hashtag-and-handle", "The concert was cancelled. Davido Bello wrote: “Thank you @lagosarena #nextyear”.", direct("Thank you @lagosarena #nextyear", "Davido Bello")),
    case("handle-as-speaker", "The concert was cancelled. “Refund us,” wrote @lagosfan99.", direct("Refund us", "@lagosfan99")),
    case("text-message", "The concert was cancelled. “My throat is gone,” he told his manager in a text message.", direct("My throat is gone", "he")),
    case("post-without-marks", "The concert was cancelled. Davido Bello wrote on X that every ticket would be paid back.", indirect("that every ticket would be paid back", "Davido Bello")),
]

HEADLINES = [
    case("headline-name-colon-marks", "The minister spoke to nurses in Colombo for an hour.", direct("No nurse will lose her job", "Minister"), headline="Minister: “No nurse will lose her job”"),
    case("headline-says-at-the-end", "The goalkeeper has a broken hand.", indirect("Keeper to miss the final with a broken hand", "coach"), headline="Keeper to miss the final with a broken hand, says coach"),
    case("headline-state-says", "Two ships collided in the strait on Sunday.", indirect("ship was unarmed and far from port", "Iran", "Iran"), headline="Iran says ship was unarmed and far from port"),
    case("headline-warns-of", "Wells are dry in nine districts.", indirect("hungry winter for nine dry districts", "Kenya", "Kenya"), headline="Kenya warns of hungry winter for nine dry districts"),
    case("headline-denies", "The general left the court by the back door.", indirect("selling guns to rebels in the forest", "General"), headline="General denies selling guns to rebels in the forest"),
    case("headline-with-single-marks", "The flood came at night and took the bridge.", direct("It was like the end of the world", "survivor"), headline="‘It was like the end of the world’, says survivor"),
    case("headline-scare-quotes", "The park was closed on Friday after rain.", headline="Dozens lost in ‘haunted’ park"),
    case("headline-claim-in-marks", "Three sailors are in hospital in Busan.", headline="Three hurt in ‘explosion’ on tanker"),
    case("headline-title-of-a-film", "The film opened in Lagos on Friday.", headline="“Blue Rain” wins three prizes in Lagos"),
    case("headline-colon-without-marks", "Bread costs twice as much as last year.", indirect("bread will cost more before summer", "Minister"), headline="Minister: bread will cost more before summer"),
    case("headline-colon-is-a-subject", "Eleven trains were late on Monday.", headline="Railways: eleven trains late on Monday"),
    case("headline-wants-to", "The mayor of Cali walked through the flooded streets.", intended("to rebuild the bridge before the rains", "Mayor"), headline="Mayor wants to rebuild the bridge before the rains"),
    case("headline-too-short-for-a-statement", "Wells are dry in nine districts of the north.", headline="Kenya asks for rain"),
]

TRANSLATED = [
    case("through-an-interpreter", "She came to the court in a wheelchair. “They burned my field,” Zainab Musa said through an interpreter.", direct("They burned my field", "Zainab Musa")),
    case("in-turkish", "The match ended at midnight. “We are proud,” the coach said in Turkish.", direct("We are proud", "the coach")),
    case("in-his-language-with-translation", "The singer bowed. “Asante,” he said in Swahili, “thank you.”", direct("Asante|thank you", "he")),
    case("translated-remarks", "The singer bowed. According to a translation of his remarks, Kim Min-ho said the war was over.", indirect("the war was over", "Kim Min-ho")),
    case("foreign-words-in-marks", "The march was loud. “¡No pasarán!” shouted the students.", direct("¡No pasarán!", "the students")),
    case("foreign-words-glossed", "The march was loud. “Hasta la victoria,” said Camila Rios, using the old slogan of the island.", direct("Hasta la victoria", "Camila Rios")),
    case("speaking-in-arabic", "The march was loud. Speaking in Arabic, Salma Idris said that the schools were empty.", indirect("that the schools were empty", "Salma Idris")),
]

NO_SPEECH = [
    case("believes", "The dam is half empty. Engineer Tomás Quiroga believes that it will be dry by June.", believed("that it will be dry by June", "Engineer Tomás Quiroga", "Tomás Quiroga")),
    case("thinks", "The dam is half empty. Tomás Quiroga thinks it will be dry by June.", believed("it will be dry by June", "Tomás Quiroga")),
    case("fears", "The dam is half empty. Tomás Quiroga fears that the turbines will stop.", believed("that the turbines will stop", "Tomás Quiroga")),
    case("is-convinced", "The dam is half empty. Tomás Quiroga is convinced that the turbines will stop.", believed("that the turbines will stop", "Tomás Quiroga")),
    case("doubts", "The dam is half empty. Tomás Quiroga doubts that the rain will come.", believed("that the rain will come", "Tomás Quiroga")),
    case("hopes-that", "The dam is half empty. Tomás Quiroga hopes that the rain will come.", believed("that the rain will come", "Tomás Quiroga")),
    case("hopes-to", "The dam is half empty. Tomás Quiroga hopes to save the turbines.", intended("to save the turbines", "Tomás Quiroga")),
    case("wants-to", "The dam is half empty. Tomás Quiroga wants to close two gates.", intended("to close two gates", "Tomás Quiroga")),
    case("plans-to", "The dam is half empty. Bolivia plans to close two gates.", intended("to close two gates", "Bolivia", "Bolivia")),
    case("intends-to", "The dam is half empty. Bolivia intends to close two gates.", intended("to close two gates", "Bolivia")),
    case("is-expected-to", "The dam is half empty. The council is expected to close two gates.", believed("The council|to close two gates", None)),
    case("said-he-hoped", "The dam is half empty. Tomás Quiroga said he hoped to save the turbines.", indirect("he hoped to save the turbines", "Tomás Quiroga")),
    case("said-she-believed", "The dam is half empty. Ana Mamani said she believed the rain would come.", indirect("she believed the rain would come", "Ana Mamani")),
    case("i-think-in-marks", "The dam is half empty. “I think the rain will come,” said Ana Mamani.", direct("I think the rain will come", "Ana Mamani")),
    case("knows", "The dam is half empty. Farmers know that wells cost money.", believed("that wells cost money", "Farmers")),
    case("found-a-thing", "The dam is half empty. Divers found two cars in the mud."),
    case("showed-a-thing", "The dam is half empty. Children showed visitors the old church in the mud."),
    case("reading-on-a-gauge", "The dam is half empty. The gauge read nine metres on Monday."),
    case("a-thing-suggests", "The dam is half empty. The smell suggests rotten wood."),
    case("believes-with-marks", "The dam is half empty. Tomás Quiroga believes the state has “slept for ten years”.", mixed("the state has “slept for ten years", "Tomás Quiroga", act="belief")),
]

DEEDS = [
    case("passed-a-law", "The parliament of Mongolia passed a law on horses on Friday. It takes effect in May."),
    case("signed-a-treaty", "Chad and Niger signed a treaty on wells on Friday. Camels cross the border there every night."),
    case("raised-a-rate", "The Bank of Ghana raised its rate to nine per cent. Shares in Accra lost two points."),
    case("sent-a-thing", "Japan sent two ships with rice to Tonga after the wave."),
    case("spoke-for-an-hour", "Wanjiku Otieno spoke for an hour in Kisumu on Sunday. Then it rained."),
    case("talked-about-a-subject-without-words", "The two ministers spoke by telephone on Monday. Neither army moved."),
    case("took-an-oath", "Ranjit Kaur took the oath in Punjabi and went to her office on foot."),
    case("voted-against", "Nine deputies voted against the budget in Quito. The session ended at four in the morning."),
    case("filed-a-suit", "Farmers in Mendoza filed a suit on Tuesday. The hearing is in June."),
    case("opened-a-letter", "Hamza Idrissi opened the letter on the train. It was nine pages long."),
    case("sang-a-song", "Children sang at the gate in Apia. The ship left at noon."),
    case("killed-and-hurt", "A bus fell into a ravine near Cusco on Sunday. Four people were killed and nine hurt."),
    case("a-weather-report", "Rain will fall in Mindanao on Monday. Winds will reach ninety kilometres an hour."),
]
# fmt: on

CASES = [*UNNAMED, *SPOKESMEN, *PRONOUNS, *OFFICES, *PLURAL, *POSTS, *HEADLINES, *TRANSLATED, *NO_SPEECH, *DEEDS]
