"""Names of all the world in our own sentences: who and what is named, with which role, and which short form means whom.

A row is the point, the text, and what must come out: `persons` and `bodies` exactly (surer than `UNSURE`), `places` and
`roles` exactly where the row names them, `joins` (printed = whom it means), `open` (printed forms that mean nobody).
The people are invented, or well known in sentences that say nothing.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from generator.annotate.pipeline import Reader
from generator.build import make_recipe
from generator.desk import Desk
from generator.engines.batches import BATCH
from generator.read.files import Rules, read_file
from generator.settings import Settings

if TYPE_CHECKING:
    from generator.models import ProcessedArticle

LEAST = 0.5

ASIA = [
    ("Malay: bin", "Tan Sri Muhyiddin bin Yassin resigned. Muhyiddin went home.", "persons: Muhyiddin bin Yassin | joins: Muhyiddin=Muhyiddin bin Yassin"),
    ("Mongolian", "Ukhnaagiin Khurelsukh rode through Ulaanbaatar. Khurelsukh greeted the herders.", "persons: Ukhnaagiin Khurelsukh | joins: Khurelsukh=Ukhnaagiin Khurelsukh"),
    ("Korean: without a hyphen", "Moon Jae In greeted the athletes, and Mr. Moon shook every hand.", "persons: Moon Jae In | joins: Moon=Moon Jae In"),
    ("Chinese: surname first", "Xi Jinping spoke in Beijing on Monday. Xi thanked the engineers.", "persons: Xi Jinping | joins: Xi=Xi Jinping"),
    ("Chinese: Mr. and surname", "Li Qiang opened the fair. Mr. Li praised the farmers.", "persons: Li Qiang | joins: Li=Li Qiang"),
    ("Role behind a preposition", "Under former president Carlos Ibarra the bridge was built.", "persons: Carlos Ibarra | roles: Carlos Ibarra=former president"),
    ("Role that begins with Under", "Under Secretary Carlos Ibarra spoke in Jakarta.", "persons: Carlos Ibarra | roles: Carlos Ibarra=Under Secretary"),
    ("Role at the end of a sentence", "Carlos Ibarra was secretary of state. It rained.", "persons: Carlos Ibarra | roles: Carlos Ibarra=secretary of state"),
    ("Chinese: role before", "Foreign Minister Wang Yi flew to Jakarta. Wang met students there.", "persons: Wang Yi | roles: Wang Yi=Foreign Minister | joins: Wang=Wang Yi"),
    ("Chinese: two of one surname stay open", "Zhang Wei met Zhang Min in Shanghai. Zhang smiled.", "persons: Zhang Wei; Zhang Min | open: Zhang"),
    ("Taiwan: hyphen", "President Tsai Ing-wen visited the school. Tsai planted a tree.", "persons: Tsai Ing-wen | roles: Tsai Ing-wen=President | joins: Tsai=Tsai Ing-wen"),
    ("Korean: hyphen", "Kim Jong-un watched the parade. Kim waved to the crowd.", "persons: Kim Jong-un | joins: Kim=Kim Jong-un"),
    ("Korean: brother and sister stay apart", "Kim Jong-un met Kim Yo-jong at the station. Kim left early.", "persons: Kim Jong-un; Kim Yo-jong | open: Kim"),
    ("Vietnamese: called by the last name", "Nguyen Phu Trong chaired the meeting. Trong listened to the delegates.", "persons: Nguyen Phu Trong | joins: Trong=Nguyen Phu Trong"),
    ("Vietnamese: with marks", "Prime Minister Phạm Minh Chính opened the dam. Mr. Chính cut a ribbon.", "persons: Phạm Minh Chính | roles: Phạm Minh Chính=Prime Minister | joins: Chính=Phạm Minh Chính"),
    ("Japanese", "Prime Minister Fumio Kishida arrived in Manila. Kishida spoke to students.", "persons: Fumio Kishida | roles: Fumio Kishida=Prime Minister | joins: Kishida=Fumio Kishida"),
    ("Burmese: Daw is a courtesy", "Daw Aung San Suu Kyi wrote a letter from her house.", "persons: Aung San Suu Kyi"),
    ("Burmese: U before a full name", "U Win Myint took the oath. Win Myint then spoke.", "persons: Win Myint"),
    ("Thai", "Srettha Thavisin met the growers. Mr. Srettha promised higher prices.", "persons: Srettha Thavisin | joins: Srettha=Srettha Thavisin"),
    ("Malay: Datuk Seri", "Datuk Seri Anwar Ibrahim visited Penang. Anwar tasted the noodles.", "persons: Anwar Ibrahim | joins: Anwar=Anwar Ibrahim"),
    ("Malay: Tun before two names", "Tun Mahathir Mohamad gave a talk. Mahathir signed books.", "persons: Mahathir Mohamad | joins: Mahathir=Mahathir Mohamad"),
    ("Indonesian: one name", "President Suharto received the guests. Suharto smiled.", "persons: Suharto | roles: Suharto=President"),
    ("Indonesian: two names", "Joko Widodo opened the bridge in Papua. Mr. Widodo crossed it on foot.", "persons: Joko Widodo | joins: Widodo=Joko Widodo"),
    ("Filipino: Jr. and the father", "Ferdinand Marcos Jr. laid a wreath for his father, Ferdinand Marcos.", "persons: Ferdinand Marcos Jr.; Ferdinand Marcos"),
    ("Filipino: particle", "Senator Leila de Lima spoke to reporters. De Lima thanked her lawyers.", "persons: Leila de Lima | roles: Leila de Lima=Senator | joins: De Lima=Leila de Lima"),
    ("Indian: initials", "M. K. Stalin opened a library in Chennai. Mr. Stalin read a poem.", "persons: M. K. Stalin | joins: Stalin=M. K. Stalin"),
    ("Indian: initials without blanks", "H.D. Deve Gowda came to Bengaluru, and Mr. Gowda met the farmers.", "persons: H.D. Deve Gowda | joins: Gowda=H.D. Deve Gowda"),
    ("Indian: Shri", "Shri Ramesh Pokhriyal inaugurated the hostel on Tuesday.", "persons: Ramesh Pokhriyal"),
    ("Indian: Smt.", "Smt. Droupadi Murmu unveiled the statue in Bhubaneswar.", "persons: Droupadi Murmu"),
    ("Indian: chief minister by abbreviation", "CM Pinarayi Vijayan visited the flooded villages near Kochi.", "persons: Pinarayi Vijayan | roles: Pinarayi Vijayan=CM"),
    ("Indian: union minister", "Union Home Minister Amit Shah spoke in Patna. Shah left at noon.", "persons: Amit Shah | roles: Amit Shah=Union Home Minister | joins: Shah=Amit Shah"),
    ("Sikh name", "Manmohan Singh met Amarinder Singh in Chandigarh. Singh said nothing.", "persons: Manmohan Singh; Amarinder Singh | open: Singh"),
    ("Bengali: Sheikh belongs to the name", "Prime Minister Sheikh Hasina returned to Dhaka. Hasina waved.", "persons: Sheikh Hasina | roles: Sheikh Hasina=Prime Minister | joins: Hasina=Sheikh Hasina"),
    ("Bengali: Justice", "Justice Syed Mahmud Hossain heard the case in Dhaka.", "persons: Syed Mahmud Hossain | roles: Syed Mahmud Hossain=Justice"),
    ("Pakistani", "Nawaz Sharif met Shehbaz Sharif in Lahore. Sharif left by car.", "persons: Nawaz Sharif; Shehbaz Sharif | open: Sharif"),
    ("Pakistani: Maulana", "Maulana Fazlur Rehman led the march to Islamabad. Rehman spoke last.", "persons: Fazlur Rehman | roles: Fazlur Rehman=Maulana | joins: Rehman=Fazlur Rehman"),
    ("Sri Lankan", "Ranil Wickremesinghe briefed the diplomats. Wickremesinghe took no questions.", "persons: Ranil Wickremesinghe | joins: Wickremesinghe=Ranil Wickremesinghe"),
    ("Nepali", "Pushpa Kamal Dahal met K. P. Sharma Oli in Kathmandu. Dahal and Oli shook hands.", "persons: Pushpa Kamal Dahal; K. P. Sharma Oli | joins: Dahal=Pushpa Kamal Dahal; Oli=K. P. Sharma Oli"),
    ("Afghan: mullah", "Mullah Abdul Ghani Baradar met envoys in Doha. Baradar flew home.", "persons: Abdul Ghani Baradar | roles: Abdul Ghani Baradar=Mullah | joins: Baradar=Abdul Ghani Baradar"),
    ("Afghan: one name and a title", "Mullah Omar never left the province.", "persons: Mullah Omar"),
    ("Kazakh", "President Kassym-Jomart Tokayev spoke in Astana. Tokayev thanked the nurses.", "persons: Kassym-Jomart Tokayev | roles: Kassym-Jomart Tokayev=President | joins: Tokayev=Kassym-Jomart Tokayev"),
    ("Thai monk", "Ven. Phra Paisal Visalo led the prayer.", "persons: Phra Paisal Visalo"),
    ("Uzbek", "Shavkat Mirziyoyev received the delegation. Mirziyoyev offered tea.", "persons: Shavkat Mirziyoyev | joins: Mirziyoyev=Shavkat Mirziyoyev"),
]  # fmt: skip

MIDDLE_EAST = [
    ("Grand imam", "Grand Imam Ahmed el-Tayeb welcomed Pope Francis to Cairo.", "persons: Ahmed el-Tayeb; Pope Francis | roles: Ahmed el-Tayeb=Grand Imam"),
    ("Arabic: al- with a hyphen", "Bashar al-Assad spoke in Damascus. Assad took no questions.", "persons: Bashar al-Assad | joins: Assad=Bashar al-Assad"),
    ("Arabic: two spellings of the article", "Abdel Fattah el-Sisi opened the canal. Al-Sisi thanked the workers.", "persons: Abdel Fattah el-Sisi | joins: Al-Sisi=Abdel Fattah el-Sisi"),
    ("Arabic: bin", "Crown Prince Mohammed bin Salman flew to Paris. Prince Mohammed stayed two days.", "persons: Mohammed bin Salman | roles: Mohammed bin Salman=Crown Prince"),
    ("Arabic: bin and al", "Sheikh Tamim bin Hamad Al Thani opened the stadium in Doha.", "persons: Tamim bin Hamad Al Thani | roles: Tamim bin Hamad Al Thani=Sheikh"),
    ("Arabic: Sultan as a given name", "Sultan Al Jaber welcomed the delegates to Dubai.", "persons: Sultan Al Jaber"),
    ("Arabic: Abu", "Mahmoud Abu Zaid kept a shop in Cairo. Abu Zaid sold books.", "persons: Mahmoud Abu Zaid | joins: Abu Zaid=Mahmoud Abu Zaid"),
    ("Arabic: Abdul", "Abdul Rahman Yusuf wrote the poem. Mr. Yusuf read it aloud.", "persons: Abdul Rahman Yusuf | joins: Yusuf=Abdul Rahman Yusuf"),
    ("Iraqi: al- twice", "Prime Minister Mohammed Shia al-Sudani met Nouri al-Maliki. Al-Sudani spoke first.", "persons: Mohammed Shia al-Sudani; Nouri al-Maliki | roles: Mohammed Shia al-Sudani=Prime Minister | joins: Al-Sudani=Mohammed Shia al-Sudani"),
    ("Iranian: ayatollah", "Ayatollah Ali Khamenei spoke on Friday. Khamenei praised the rescuers.", "persons: Ali Khamenei | roles: Ali Khamenei=Ayatollah | joins: Khamenei=Ali Khamenei"),
    ("Iranian: grand ayatollah", "Grand Ayatollah Ali al-Sistani received the pope's envoy in Najaf.", "persons: Ali al-Sistani | roles: Ali al-Sistani=Grand Ayatollah"),
    ("Iranian: supreme leader", "Supreme Leader Ali Khamenei met poets in Tehran.", "persons: Ali Khamenei | roles: Ali Khamenei=Supreme Leader"),
    ("Turkish: a surname behind from", "In Ankara, President Recep Tayyip Erdogan met Ibrahim Raisi. The joint statement from Erdogan highlighted the talks.", "persons: Recep Tayyip Erdogan; Ibrahim Raisi"),
    ("Turkish: three names", "Recep Tayyip Erdogan visited Konya. Mr. Erdogan opened a mosque.", "persons: Recep Tayyip Erdogan | joins: Erdogan=Recep Tayyip Erdogan"),
    ("Turkish: with marks, two ways", "Recep Tayyip Erdoğan visited Konya. Tayyip Erdogan opened a mosque.", "persons: Recep Tayyip Erdoğan | joins: Tayyip Erdogan=Recep Tayyip Erdoğan"),
    ("Israeli: nickname in quotation marks", "Benjamin “Bibi” Netanyahu voted in Jerusalem. Netanyahu left at once.", "persons: Benjamin “Bibi” Netanyahu | joins: Netanyahu=Benjamin “Bibi” Netanyahu"),
    ("Israeli: chief rabbi", "Chief Rabbi David Lau lit a candle in Haifa.", "persons: David Lau | roles: David Lau=Chief Rabbi"),
    ("Israeli: Ben-", "Itamar Ben-Gvir walked to the market. Ben-Gvir bought dates.", "persons: Itamar Ben-Gvir | joins: Ben-Gvir=Itamar Ben-Gvir"),
    ("Kurdish", "Masoud Barzani met Nechirvan Barzani in Erbil. Barzani said nothing.", "persons: Masoud Barzani; Nechirvan Barzani | open: Barzani"),
    ("Armenian", "Nikol Pashinyan left Yerevan by train. Pashinyan read a book.", "persons: Nikol Pashinyan | joins: Pashinyan=Nikol Pashinyan"),
    ("Georgian", "Salome Zourabichvili opened the museum. Zourabichvili spoke French.", "persons: Salome Zourabichvili | joins: Zourabichvili=Salome Zourabichvili"),
    ("Lebanese patriarch", "Patriarch Bechara Boutros al-Rai celebrated Mass near Beirut.", "persons: Bechara Boutros al-Rai | roles: Bechara Boutros al-Rai=Patriarch"),
    ("Yemeni", "Abdul-Malik al-Houthi gave a speech. Al-Houthi spoke for an hour.", "persons: Abdul-Malik al-Houthi | joins: Al-Houthi=Abdul-Malik al-Houthi"),
]  # fmt: skip

AFRICA = [
    ("Zulu king", "King Misuzulu kaZwelithini led the dance at Ulundi.", "persons: Misuzulu kaZwelithini | roles: Misuzulu kaZwelithini=King"),
    ("South African", "Thuli Madonsela gave a lecture in Soweto. Madonsela spoke of hope.", "persons: Thuli Madonsela | joins: Madonsela=Thuli Madonsela"),
    ("Ugandan: Gen.", "Gen. Muhoozi Kainerugaba spoke to the cadets. Muhoozi laughed.", "persons: Muhoozi Kainerugaba | roles: Muhoozi Kainerugaba=Gen. | joins: Muhoozi=Muhoozi Kainerugaba"),
    ("Kenyan: two full names, two surnames", "Raila Odinga met William Ruto in Mombasa. Odinga and Ruto shook hands.", "persons: Raila Odinga; William Ruto | joins: Odinga=Raila Odinga; Ruto=William Ruto"),
    ("Ethiopian: called by the first name", "Prime Minister Abiy Ahmed toured the dam. Abiy thanked the workers.", "persons: Abiy Ahmed | roles: Abiy Ahmed=Prime Minister | joins: Abiy=Abiy Ahmed"),
    ("Ethiopian: Ato", "Ato Hailemariam Desalegn gave a lecture. Hailemariam answered questions.", "persons: Hailemariam Desalegn | joins: Hailemariam=Hailemariam Desalegn"),
    ("Eritrean: called by the first name", "Isaias Afwerki received the envoy. Isaias served coffee.", "persons: Isaias Afwerki | joins: Isaias=Isaias Afwerki"),
    ("Nigerian: hyphen", "Ngozi Okonjo-Iweala spoke in Geneva. Okonjo-Iweala praised the talks.", "persons: Ngozi Okonjo-Iweala | joins: Okonjo-Iweala=Ngozi Okonjo-Iweala"),
    ("Nigerian: Alhaji", "Alhaji Aliko Dangote visited the plant near Lagos. Dangote drove himself.", "persons: Aliko Dangote | joins: Dangote=Aliko Dangote"),
    ("Nigerian: Chief", "Chief Obafemi Awolowo founded the paper. Awolowo wrote for it.", "persons: Obafemi Awolowo | roles: Obafemi Awolowo=Chief | joins: Awolowo=Obafemi Awolowo"),
    ("Nigerian: apostrophe", "Umaru Musa Yar’Adua was a teacher. Yar’Adua liked chess.", "persons: Umaru Musa Yar’Adua | joins: Yar’Adua=Umaru Musa Yar’Adua"),
    ("Kenyan: deputy president", "Deputy President Rigathi Gachagua visited Nyeri. Gachagua met tea growers.", "persons: Rigathi Gachagua | roles: Rigathi Gachagua=Deputy President | joins: Gachagua=Rigathi Gachagua"),
    ("South African: particle", "F. W. de Klerk met Nelson Mandela. De Klerk and Mandela spoke for hours.", "persons: F. W. de Klerk; Nelson Mandela | joins: De Klerk=F. W. de Klerk; Mandela=Nelson Mandela"),
    ("Ghanaian: Nana", "Nana Akufo-Addo opened the school. Akufo-Addo sang with the pupils.", "persons: Nana Akufo-Addo | joins: Akufo-Addo=Nana Akufo-Addo"),
    ("Senegalese", "Bassirou Diomaye Faye walked through Dakar. Faye waved.", "persons: Bassirou Diomaye Faye | joins: Faye=Bassirou Diomaye Faye"),
    ("Malian: colonel", "Col. Assimi Goïta met teachers in Bamako. Goïta listened.", "persons: Assimi Goïta | roles: Assimi Goïta=Col. | joins: Goïta=Assimi Goïta"),
    ("Mauritanian: Ould", "Mohamed Ould Ghazouani chaired the session. Ghazouani thanked the guests.", "persons: Mohamed Ould Ghazouani | joins: Ghazouani=Mohamed Ould Ghazouani"),
    ("Somali: nickname", "Hassan Sheikh Mohamud spoke in Mogadishu. Mohamud thanked the elders.", "persons: Hassan Sheikh Mohamud | joins: Mohamud=Hassan Sheikh Mohamud"),
    ("Congolese archbishop", "Cardinal Fridolin Ambongo preached in Kinshasa. Ambongo spoke of peace.", "persons: Fridolin Ambongo | roles: Fridolin Ambongo=Cardinal | joins: Ambongo=Fridolin Ambongo"),
    ("Gabonese: apposition behind", "Ali Bongo, Gabon's president, opened the port on Monday.", "persons: Ali Bongo | roles: Ali Bongo=president"),
    ("Gabonese: apposition before", "Gabon's president, Ali Bongo, opened the port on Monday.", "persons: Ali Bongo | roles: Ali Bongo=president"),
    ("Rwandan", "Paul Kagame rode a bicycle through Kigali. Kagame wore a helmet.", "persons: Paul Kagame | joins: Kagame=Paul Kagame"),
    ("Zimbabwean", "Emmerson Mnangagwa spoke at Harare. Mnangagwa spoke Shona.", "persons: Emmerson Mnangagwa | joins: Mnangagwa=Emmerson Mnangagwa"),
    ("Malagasy", "Andry Rajoelina planted a tree. Rajoelina watered it.", "persons: Andry Rajoelina | joins: Rajoelina=Andry Rajoelina"),
    ("Moroccan king", "King Mohammed VI received the players in Rabat.", "persons: King Mohammed VI"),
    ("Sudanese: Lt. Gen. and al-", "Lt. Gen. Abdel Fattah al-Burhan spoke in Port Sudan. Burhan left at noon.", "persons: Abdel Fattah al-Burhan | roles: Abdel Fattah al-Burhan=Lt. Gen. | joins: Burhan=Abdel Fattah al-Burhan"),
]  # fmt: skip

LATIN_AMERICA = [
    ("Spanish: double surname", "Andrés Manuel López Obrador spoke at dawn. López Obrador took questions.", "persons: Andrés Manuel López Obrador | joins: López Obrador=Andrés Manuel López Obrador"),
    ("Spanish: first of two surnames", "Gabriel Boric Font visited Valparaíso. Boric met fishermen.", "persons: Gabriel Boric Font | joins: Boric=Gabriel Boric Font"),
    ("Spanish: two of one surname", "Alberto Fernández met Cristina Fernández de Kirchner. Fernández said little.", "persons: Alberto Fernández; Cristina Fernández de Kirchner | open: Fernández"),
    ("Spanish: her last name is hers", "Alberto Fernández met Cristina Fernández de Kirchner. Kirchner said little.", "persons: Alberto Fernández; Cristina Fernández de Kirchner | joins: Kirchner=Cristina Fernández de Kirchner"),
    ("Portuguese: Lula", "Luiz Inácio Lula da Silva flew to Belém. Lula met the governors.", "persons: Luiz Inácio Lula da Silva | joins: Lula=Luiz Inácio Lula da Silva"),
    ("Portuguese: dos", "Marina dos Santos Rocha won the prize. Mrs. Rocha thanked the jury.", "persons: Marina dos Santos Rocha | joins: Rocha=Marina dos Santos Rocha"),
    ("Spanish: Doña", "Doña Hebe de Bonafini marched in Buenos Aires. De Bonafini carried flowers.", "persons: Hebe de Bonafini | joins: De Bonafini=Hebe de Bonafini"),
    ("Spanish: y", "Santiago Ramón y Cajal drew what he saw.", "persons: Santiago Ramón y Cajal"),
    ("Quechua", "Pedro Castillo Terrones taught in Puña. Castillo kept cows.", "persons: Pedro Castillo Terrones | joins: Castillo=Pedro Castillo Terrones"),
    ("Haitian", "Jean-Bertrand Aristide returned to Port-au-Prince. Aristide thanked the crowd.", "persons: Jean-Bertrand Aristide | joins: Aristide=Jean-Bertrand Aristide"),
    ("Cuban", "Miguel Díaz-Canel visited Matanzas. Díaz-Canel thanked the firemen.", "persons: Miguel Díaz-Canel | joins: Díaz-Canel=Miguel Díaz-Canel"),
    ("Venezuelan general", "Gen. Vladimir Padrino López inspected the ships. Padrino saluted.", "persons: Vladimir Padrino López | roles: Vladimir Padrino López=Gen. | joins: Padrino=Vladimir Padrino López"),
    ("Jamaican", "Prime Minister Andrew Holness toured Kingston. Holness spoke of rain.", "persons: Andrew Holness | roles: Andrew Holness=Prime Minister | joins: Holness=Andrew Holness"),
    ("Colombian: vice president", "Vice President Francia Márquez danced in Cali. Márquez laughed.", "persons: Francia Márquez | roles: Francia Márquez=Vice President | joins: Márquez=Francia Márquez"),
]  # fmt: skip

INDIGENOUS_AND_PACIFIC = [
    ("Mapuche", "Elisa Loncon chaired the assembly. Loncon spoke Mapudungun.", "persons: Elisa Loncon | joins: Loncon=Elisa Loncon"),
    ("Māori: macron", "Tāme Iti painted the wall in Rūātoki. Iti used blue.", "persons: Tāme Iti | joins: Iti=Tāme Iti"),
    ("Māori: dame", "Dame Whina Cooper led the march. Cooper walked in front.", "persons: Whina Cooper | joins: Cooper=Whina Cooper"),
    ("Māori: without macrons the second time", "Nanaia Mahuta spoke in Hāmoa. Ms Mahuta thanked the hosts.", "persons: Nanaia Mahuta | joins: Mahuta=Nanaia Mahuta"),
    ("Hawaiian: ʻokina", "Queen Liliʻuokalani wrote songs. Liliʻuokalani played the guitar.", "persons: Queen Liliʻuokalani"),
    ("Samoan: ʻokina or apostrophe", "Fiamē Naomi Mataʻafa spoke in Apia. Mata'afa smiled.", "persons: Fiamē Naomi Mataʻafa | joins: Mata'afa=Fiamē Naomi Mataʻafa"),
    ("Aboriginal elder", "Aunty Joy Murphy welcomed the guests to Melbourne.", "persons: Joy Murphy"),
    ("First Nations: grand chief", "Grand Chief Stewart Phillip spoke in Vancouver. Phillip thanked the elders.", "persons: Stewart Phillip | roles: Stewart Phillip=Grand Chief | joins: Phillip=Stewart Phillip"),
    ("Inuit", "Natan Obed spoke in Iqaluit. Obed thanked the hunters.", "persons: Natan Obed | joins: Obed=Natan Obed"),
    ("Sámi", "Aili Keskitalo spoke in Karasjok. Keskitalo wore blue.", "persons: Aili Keskitalo | joins: Keskitalo=Aili Keskitalo"),
    ("Papuan", "James Marape opened the clinic in Lae. Marape thanked the nurses.", "persons: James Marape | joins: Marape=James Marape"),
]  # fmt: skip

EUROPE_AND_NORTH_AMERICA = [
    ("Father and son", "George H. W. Bush sat beside George W. Bush at the game.", "persons: George H. W. Bush; George W. Bush"),
    ("Ukrainian", "Volodymyr Zelenskyy spoke at night. Zelenskyy thanked the drivers.", "persons: Volodymyr Zelenskyy | joins: Zelenskyy=Volodymyr Zelenskyy"),
    ("Polish: with and without marks", "Lech Wałęsa spoke in Gdańsk. Walesa told a joke.", "persons: Lech Wałęsa | joins: Walesa=Lech Wałęsa"),
    ("Dutch: van den", "Joost van den Berg baked the bread. Van den Berg sold it too.", "persons: Joost van den Berg | joins: Van den Berg=Joost van den Berg"),
    ("German: double name", "Annegret Kramp-Karrenbauer visited Kiel. Kramp-Karrenbauer met sailors.", "persons: Annegret Kramp-Karrenbauer | joins: Kramp-Karrenbauer=Annegret Kramp-Karrenbauer"),
    ("German: zu", "Karl-Theodor zu Guttenberg gave a talk. Guttenberg left by train.", "persons: Karl-Theodor zu Guttenberg | joins: Guttenberg=Karl-Theodor zu Guttenberg"),
    ("Navajo", "Buu Nygren met ranchers in Window Rock. Nygren rode a horse.", "persons: Buu Nygren | joins: Nygren=Buu Nygren"),
    ("German: von der", "Ursula von der Leyen spoke in Strasbourg. Von der Leyen thanked the deputies.", "persons: Ursula von der Leyen | joins: Von der Leyen=Ursula von der Leyen"),
    ("Belgian: De", "Alexander De Croo met the miners. De Croo wore a helmet.", "persons: Alexander De Croo | joins: De Croo=Alexander De Croo"),
    ("Italian: di", "Luigi Di Maio spoke in Naples. Di Maio thanked the cooks.", "persons: Luigi Di Maio | joins: Di Maio=Luigi Di Maio"),
    ("Italian: della", "Chiara della Valle won the race. Mrs. della Valle wept.", "persons: Chiara della Valle"),
    ("French: de", "Dominique de Villepin read a poem. Mr. de Villepin bowed.", "persons: Dominique de Villepin"),
    ("French: hyphen", "Jean-Luc Mélenchon spoke in Marseille. Mélenchon drank water.", "persons: Jean-Luc Mélenchon | joins: Mélenchon=Jean-Luc Mélenchon"),
    ("Irish: O'", "Colm O'Neill sang in Cork. O'Neill played the harp.", "persons: Colm O'Neill | joins: O'Neill=Colm O'Neill"),
    ("Irish: two apostrophes", "Colm O'Neill sang in Cork. O’Neill played the harp.", "persons: Colm O'Neill | joins: O’Neill=Colm O'Neill"),
    ("Scottish: Mc", "Fiona McTavish won the seat. McTavish thanked the voters.", "persons: Fiona McTavish | joins: McTavish=Fiona McTavish"),
    ("Icelandic: called by the first name", "Katrín Jakobsdóttir spoke in Reykjavík. Katrín thanked the fishermen.", "persons: Katrín Jakobsdóttir | joins: Katrín=Katrín Jakobsdóttir"),
    ("Danish: glued word of the page", "Mette JorgensenImage spoke in Aarhus on Monday.", "persons: Mette Jorgensen"),
    ("Norwegian", "Jens Stoltenberg left Oslo. Stoltenberg took the train.", "persons: Jens Stoltenberg | joins: Stoltenberg=Jens Stoltenberg"),
    ("Mr. and Mrs. are two", "Mr. Petrov and Mrs. Petrov opened the shop together.", "persons: Petrov; Petrov"),
    ("III", "Charles Whitfield III bought the mill. Whitfield kept the workers.", "persons: Charles Whitfield III | joins: Whitfield=Charles Whitfield III"),
    ("Jr. without a comma", "Martin Luther King Jr. spoke in Memphis. King thanked the workers.", "persons: Martin Luther King Jr. | joins: King=Martin Luther King Jr."),
    ("His wife in passing", "Robert Hadley met voters. His wife, Ellen Hadley, sang. Hadley thanked them.", "persons: Robert Hadley; Ellen Hadley | joins: Hadley=Robert Hadley"),
    ("Mrs. means the wife", "Robert Hadley met voters. His wife, Ellen Hadley, sang. Mrs. Hadley bowed twice.", "persons: Robert Hadley; Ellen Hadley | joins: Hadley=Ellen Hadley"),
    ("Sen.", "Sen. Elizabeth Warren spoke in Boston. Warren took questions.", "persons: Elizabeth Warren | roles: Elizabeth Warren=Sen. | joins: Warren=Elizabeth Warren"),
    ("Maj. Gen.", "Maj. Gen. Patrick Donahoe greeted the recruits. Donahoe saluted.", "persons: Patrick Donahoe | roles: Patrick Donahoe=Maj. Gen. | joins: Donahoe=Patrick Donahoe"),
    ("Calling behind the name", "Jane Holloway, a lawyer, wrote the letter.", "persons: Jane Holloway | roles: Jane Holloway=lawyer"),
    ("Ex-", "Ex-President Valdis Zatlers planted an oak.", "persons: Valdis Zatlers | roles: Valdis Zatlers=Ex-President"),
    ("Office with its country behind", "Maia Sandu, the president of Moldova, opened the library.", "persons: Maia Sandu | roles: Maia Sandu=president of Moldova"),
    ("Office with its body before", "Federal Reserve Chair Jerome Powell spoke in Chicago.", "persons: Jerome Powell | bodies: Federal Reserve | roles: Jerome Powell=Chair"),
    ("Ambassador to", "Afghan Ambassador to Canada Hassan Soroosh opened the hall.", "persons: Hassan Soroosh | roles: Hassan Soroosh=Ambassador to Canada"),
    ("What he is", "Petteri Orpo is the prime minister of Finland.", "persons: Petteri Orpo | roles: Petteri Orpo=prime minister of Finland"),
    ("Age between name and office", "Leo Varga, 51, the mayor, cut the ribbon.", "persons: Leo Varga | roles: Leo Varga=mayor"),
    ("A list of persons", "Anna Novak, Tomas Dvorak and Petra Svoboda signed the letter.", "persons: Anna Novak; Tomas Dvorak; Petra Svoboda"),
]  # fmt: skip

BODIES = [
    ("A storm is nobody", "Hurricane Belinda reached the coast, and Belinda tore off roofs in Bluefields.", "persons:"),
    ("A time zone is nobody", "The launch was set for 3:22 p.m. EDT on Wednesday in Florida.", "persons:"),
    ("Whose reporter it is", "The Herald’s Marta Oduya asked the mayor of Lagos.", "persons: Marta Oduya | bodies: Herald"),
    ("Football club", "Enyimba FC beat the visitors. Enyimba scored twice.", "bodies: Enyimba FC | joins: Enyimba=Enyimba FC"),
    ("Acronym in brackets, known", "The International Atomic Energy Agency (IAEA) sent a team. The IAEA said the seals were intact.", "bodies: International Atomic Energy Agency | joins: IAEA=International Atomic Energy Agency"),
    ("Acronym first", "The NLC (Nigeria Labour Congress) called a meeting. The NLC met in Abuja.", "bodies: Nigeria Labour Congress | joins: NLC=Nigeria Labour Congress"),
    ("Acronym in brackets, small words", "The Kenya National Commission on Human Rights (KNCHR) wrote a report. KNCHR published it.", "bodies: Kenya National Commission on Human Rights | joins: KNCHR=Kenya National Commission on Human Rights"),
    ("Acronym of another language", "The Kurdistan Workers' Party (PKK) declared a truce. The PKK kept it.", "bodies: Kurdistan Workers' Party | joins: PKK=Kurdistan Workers' Party"),
    ("Acronym after or", "The Bangladesh Nationalist Party, or BNP, held a rally. The BNP thanked its members.", "bodies: Bangladesh Nationalist Party | joins: BNP=Bangladesh Nationalist Party"),
    ("Acronym without brackets", "The Federal Investigation Agency searched a flat in Karachi. The FIA found nothing.", "bodies: Federal Investigation Agency | joins: FIA=Federal Investigation Agency"),
    ("Acronym that fits two stays by itself", "The Ghana Medical Association met the Ghana Mining Association. The GMA paid.", "bodies: Ghana Medical Association; Ghana Mining Association; GMA"),
    ("The article's acronym wins", "The International Cricket Council (ICC) met in Dubai. The ICC chose a ball.", "bodies: International Cricket Council | joins: ICC=International Cricket Council"),
    ("Motor Company", "Hyundai Motor Company opened a plant. Hyundai Motor hired 300 workers.", "bodies: Hyundai Motor Company | joins: Hyundai Motor=Hyundai Motor Company"),
    ("Toyota", "Toyota Motor Corp raised its forecast. Toyota sold more trucks.", "bodies: Toyota Motor Corp | joins: Toyota=Toyota Motor Corp"),
    ("Inc.", "Apple Inc. opened a shop in Mumbai. Apple sold phones there.", "bodies: Apple Inc | joins: Apple=Apple Inc"),
    ("University by its first word", "Makerere University closed on Monday. Makerere will open again in June.", "bodies: Makerere University | joins: Makerere=Makerere University"),
    ("Ministry turned round", "The Ministry of Health counted the beds. The Health Ministry published the figures.", ""),
    ("Ministry of a country", "The Rwandan Ministry of Health counted the beds in Kigali.", "bodies: Rwandan Ministry of Health"),
    ("Bare Army of two stays unsure", "The Nigerian Army met the Chadian Army. The Army withdrew.", "bodies: Nigerian Army; Chadian Army"),
    ("The Senate alone is unsure", "The Senate voted at midnight.", ""),
    ("The Bank is nobody", "The Bank of Ghana kept its rate. The bank will meet again in May.", "bodies: Bank of Ghana | open: bank"),
    ("The party means the one party", "The Bangladesh Nationalist Party met in Dhaka. The party chose a leader.", "bodies: Bangladesh Nationalist Party | joins: party=Bangladesh Nationalist Party"),
    ("The ministry means the one ministry", "The Indonesian Ministry of Transport closed the port. The ministry gave no date.", "bodies: Indonesian Ministry of Transport | joins: ministry=Indonesian Ministry of Transport"),
    ("The ministry of two stays open", "The Kenyan Ministry of Health met the Ugandan Ministry of Health. The ministry gave no date.", "bodies: Kenyan Ministry of Health; Ugandan Ministry of Health | open: ministry"),
    ("The company only where it is certain", "Hyundai Motor Company sued Kia Corporation. The company gave no reason.", "bodies: Hyundai Motor Company; Kia Corporation | open: company"),
    ("The company where it is certain", "Hyundai Motor Company opened a plant. The company hired 300 workers.", "bodies: Hyundai Motor Company | joins: company=Hyundai Motor Company"),
    ("A council is no person", "The Thomas Sankara Foundation planted trees in Ouagadougou.", "bodies: Thomas Sankara Foundation"),
    ("Mount is a place", "Climbers reached Mount Kilimanjaro at dawn.", "places: Mount Kilimanjaro"),
    ("Province is a place", "Snow fell in Bamyan Province on Friday.", "places: Bamyan Province"),
    ("The Fed", "The Fed kept its rate on Wednesday.", "bodies: Federal Reserve"),
    ("Fed and Federal Reserve are one", "The Federal Reserve kept its rate. The Fed gave no reason.", "bodies: Federal Reserve"),
    ("The U.N. is one body", "The United Nations sent aid. The U.N. thanked the drivers.", "bodies: United Nations | joins: U.N.=United Nations"),
]  # fmt: skip

OFFICES = [
    ("The Turkish president", "President Recep Tayyip Erdogan opened a bridge in Turkey. The Turkish president thanked the workers.", "persons: Recep Tayyip Erdogan | joins: president=Recep Tayyip Erdogan"),
    ("The country printed with the name", "Turkish President Recep Tayyip Erdogan met Greek officials. The Turkish president left early.", "persons: Recep Tayyip Erdogan | joins: president=Recep Tayyip Erdogan"),
    ("The Turkish president is not the Iranian", "Iranian President Ebrahim Raisi went to Ankara. The Turkish president met him.", "persons: Ebrahim Raisi | open: president"),
    ("Of two presidents the one whose country agrees", "Turkish President Recep Tayyip Erdogan met Iranian President Ebrahim Raisi. The Iranian president spoke first.", "persons: Recep Tayyip Erdogan; Ebrahim Raisi | joins: president=Ebrahim Raisi"),
    ("Of two presidents a bare one is nobody", "Turkish President Recep Tayyip Erdogan met Iranian President Ebrahim Raisi. The president spoke first.", "persons: Recep Tayyip Erdogan; Ebrahim Raisi | open: president"),
    ("The prime minister", "Prime Minister Narendra Modi arrived on Monday. The prime minister met farmers.", "persons: Narendra Modi | joins: prime minister=Narendra Modi"),
    ("PM and premier are prime ministers", "PM Narendra Modi arrived on Monday. The premier met farmers.", "persons: Narendra Modi | joins: premier=Narendra Modi"),
    ("The foreign minister", "Foreign Minister Retno Marsudi arrived. The foreign minister met nurses.", "persons: Retno Marsudi | joins: foreign minister=Retno Marsudi"),
    ("The minister is the foreign minister", "Foreign Minister Retno Marsudi arrived. The minister met nurses.", "persons: Retno Marsudi | joins: minister=Retno Marsudi"),
    ("The minister is not the prime minister", "Prime Minister Narendra Modi arrived. The minister met nurses.", "persons: Narendra Modi | open: minister"),
    ("The minister of two is nobody", "Foreign Minister Retno Marsudi met Defence Minister Prabowo Subianto. The minister spoke.", "persons: Retno Marsudi; Prabowo Subianto | open: minister"),
    ("The Fed chair", "Federal Reserve Chair Jerome Powell spoke in Chicago. The Fed chair gave no hint.", "persons: Jerome Powell | bodies: Federal Reserve | joins: chair=Jerome Powell"),
    ("The chairman is the chair", "Lina Khan, chair of the Federal Trade Commission, spoke. The chairwoman took questions.", "persons: Lina Khan | bodies: Federal Trade Commission | joins: chairwoman=Lina Khan"),
    ("Gabon's president", "Ali Bongo, president of Gabon, opened the port. Gabon's president thanked the crews.", "persons: Ali Bongo | joins: president=Ali Bongo"),
    ("The general", "Lt. Gen. Khalifa Haftar spoke to the cadets. The general wore a cap.", "persons: Khalifa Haftar | joins: general=Khalifa Haftar"),
    ("The senator", "Sen. Elizabeth Warren spoke in Boston. The senator took questions.", "persons: Elizabeth Warren | joins: senator=Elizabeth Warren"),
    ("The governor of a state", "Gov. Babajide Sanwo-Olu opened the road. The governor thanked the builders.", "persons: Babajide Sanwo-Olu | joins: governor=Babajide Sanwo-Olu"),
    ("The bishop is the archbishop? No", "Archbishop Desmond Tutu spoke. The bishop took no questions.", "persons: Desmond Tutu | open: bishop"),
    ("Former is not current", "Former President Olusegun Obasanjo spoke in Abeokuta. The president took no questions.", "persons: Olusegun Obasanjo | open: president"),
    ("The former president", "Former President Olusegun Obasanjo spoke in Abeokuta. The former president laughed.", "persons: Olusegun Obasanjo | joins: former president=Olusegun Obasanjo"),
    ("The vice president is not the president", "Vice President Francia Márquez spoke in Cali. The president took no questions.", "persons: Francia Márquez | open: president"),
    ("The deputy prime minister", "Deputy Prime Minister Heng Swee Keat arrived. The deputy prime minister met pupils.", "persons: Heng Swee Keat | joins: deputy prime minister=Heng Swee Keat"),
    ("Somebody else's president", "President Cyril Ramaphosa spoke in Durban. The club president disagreed.", "persons: Cyril Ramaphosa | open: president"),
    ("A lawyer without a name was there first", "A lawyer waited outside. Jane Holloway, a lawyer, arrived. The lawyer spoke.", "persons: Jane Holloway | open: lawyer"),
    ("The lawyer where there is one", "Jane Holloway, a lawyer, arrived at noon. The lawyer spoke to reporters.", "persons: Jane Holloway | joins: lawyer=Jane Holloway"),
    ("The king", "King Abdullah II visited Aqaba. The king met divers.", "persons: King Abdullah II | joins: king=King Abdullah II"),
    ("The ayatollah", "Ayatollah Ali Khamenei spoke on Friday. The ayatollah praised the rescuers.", "persons: Ali Khamenei | joins: ayatollah=Ali Khamenei"),
    ("The Kenyan leader", "Kenyan President William Ruto flew to Rome. The Kenyan leader met bishops.", "persons: William Ruto | joins: leader=William Ruto"),
    ("In one sentence it is another", "President William Ruto said the president of the club was ill.", "persons: William Ruto | open: president"),
    ("An unknown French president comes between", "President William Ruto flew out. The French president received him. The president smiled.", "persons: William Ruto | open: president"),
    ("A new office with a name is his role", "The Kenyan president, William Ruto, flew to Rome.", "persons: William Ruto | roles: William Ruto=president"),
    ("The spokeswoman", "Stéphanie Tremblay, a spokeswoman for the United Nations, answered. The spokeswoman gave no date.", "persons: Stéphanie Tremblay | bodies: United Nations | joins: spokeswoman=Stéphanie Tremblay"),
]  # fmt: skip

SPEAKERS = [
    ("He is who spoke last", "Paulo Mendes opened the school. “The roof is new,” he said.", "persons: Paulo Mendes | joins: he=Paulo Mendes"),
    ("She after a courtesy title", "Mrs. Amina Yusuf met Mr. Tomas Dvorak. “The roof is new,” she said.", "persons: Amina Yusuf; Tomas Dvorak | joins: she=Amina Yusuf"),
    ("He of two is nobody", "Paulo Mendes met Tomas Dvorak. “The roof is new,” he said.", "persons: Paulo Mendes; Tomas Dvorak | open: he"),
    ("Office of a state, in capitals, before the name", "Governor of Jalisco Enrique Alfaro spoke in Tequila.", "persons: Enrique Alfaro | roles: Enrique Alfaro=Governor of Jalisco"),
    ("Fijian", "Prime Minister Sitiveni Rabuka visited Nadi. Rabuka played rugby.", "persons: Sitiveni Rabuka | roles: Sitiveni Rabuka=Prime Minister | joins: Rabuka=Sitiveni Rabuka"),
]  # fmt: skip

WAITING = [
    ("A caption is no name", "Harriet Bronner Image sat behind Jo Tanner Photos.", "persons: Harriet Bronner; Jo Tanner"),
    ("Tibetan monk", "The Dalai Lama met students in Dharamsala.", "persons: Dalai Lama"),
    ("Aymara", "Evo Morales Ayma returned to Orinoca. Morales played football.", "persons: Evo Morales Ayma | joins: Morales=Evo Morales Ayma"),
    ("A word that is a rank too", "She visited a major Andy Warhol exhibition in Lima.", "persons: Andy Warhol | roles: "),
    ("Bare Army means the one army", "The Nigerian Army left the town. The Army thanked the people.", "bodies: Nigerian Army | joins: Army=Nigerian Army"),
    ("Burmese: U Thant keeps it", "U Thant addressed the General Assembly in New York.", "persons: U Thant | bodies: General Assembly"),
]  # fmt: skip
"""What the reader of today misses, or takes for something else; a better one moves rows to the tables above."""

TABLES = (
    ASIA,
    MIDDLE_EAST,
    AFRICA,
    LATIN_AMERICA,
    INDIGENOUS_AND_PACIFIC,
    EUROPE_AND_NORTH_AMERICA,
    BODIES,
    OFFICES,
    SPEAKERS,
)
ROWS = [row for table in TABLES for row in table]


@pytest.fixture(scope="module")
def annotated(tmp_path_factory) -> dict[str, ProcessedArticle]:
    """Every row's text as an article of its own, all read in one go."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    reader = Reader(make_recipe(desk, Settings()))
    path = tmp_path_factory.mktemp("inbox") / "rows.jsonl"
    records = [
        {"id": point, "title": "A headline that says nothing", "text": text} for point, text, _ in ROWS + WAITING
    ]
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")
    drafts, problems, _ = read_file(path, "articles/rows.jsonl", Rules())
    assert not problems
    articles = [draft.named(f"row-{number}") for number, draft in enumerate(drafts)]
    done = [article for i in range(0, len(articles), BATCH) for article in reader.annotate(articles[i : i + BATCH])]
    return {str(article.input.item): article for article in done}


def wanted(spec: str) -> dict[str, list[str]]:
    parts = (part.partition(":") for part in spec.split(" | ") if part)
    return {key.strip(): [item.strip() for item in items.split(";") if item.strip()] for key, _, items in parts}


def found(article: ProcessedArticle, spec: dict[str, list[str]]) -> dict[str, list[str]]:
    """What came out, in the words of the row."""
    names = {e.id: e.name for e in article.entities}

    def sure(*kinds: str) -> list[str]:
        return sorted(e.name for e in article.entities if e.kind in kinds and e.confidence >= LEAST)

    def meant(printed: str) -> list[str]:
        mine = [m for m in article.mentions if m.span.of(article.text) == printed]
        alone = [m for m in mine if names[m.entity] != printed]
        return sorted({names[m.entity] for m in alone}) or ["nobody"]

    out = {"persons": sure("person"), "bodies": sure("organisation"), "places": sure("place", "state")}
    out["roles"] = sorted(f"{names[r.entity]}={r.span.of(article.text)}" for r in article.roles)
    out["joins"] = sorted(
        f"{join.split('=')[0]}={name}" for join in spec.get("joins", []) for name in meant(join.split("=")[0])
    )
    out["open"] = sorted(printed for printed in spec.get("open", []) if meant(printed) == ["nobody"])
    return {key: value for key, value in out.items() if key in ("persons", "bodies") or key in spec}


def expected(spec: dict[str, list[str]]) -> dict[str, list[str]]:
    return {"persons": [], "bodies": []} | {key: sorted(items) for key, items in spec.items()}


@pytest.mark.parametrize(("point", "text", "spec"), ROWS, ids=[row[0] for row in ROWS])
def test_names_of_the_world(annotated, point, text, spec):
    assert found(annotated[point], wanted(spec)) == expected(wanted(spec)), text


@pytest.mark.xfail(reason="the reader of today misses the name", strict=False)
@pytest.mark.parametrize(("point", "text", "spec"), WAITING, ids=[row[0] for row in WAITING])
def test_names_that_wait_for_a_better_reader(annotated, point, text, spec):
    assert found(annotated[point], wanted(spec)) == expected(wanted(spec)), text


def test_the_tables_are_as_large_and_as_wide_as_promised():
    world = [ASIA, MIDDLE_EAST, AFRICA, LATIN_AMERICA, INDIGENOUS_AND_PACIFIC]
    assert len(ROWS) >= 150
    assert 3 * sum(map(len, world)) >= len(ROWS)
    assert len({row[0] for row in ROWS + WAITING}) == len(ROWS) + len(WAITING)
