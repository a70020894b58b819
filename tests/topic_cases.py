"""Headlines and leads of our own making, from all over the world, with the topic that each is about."""

# Headline | lead | top topic.
TOP_CASES = """
Nollywood director's new film opens Lagos festival|The movie, starring a young actress from Kano, was applauded at its premiere.|arts
Veteran singer to release farewell album|The songwriter said the songs were recorded with a string orchestra in Havana.|arts
Booker-winning novelist publishes a memoir|The author's new book is already a bestseller in Nairobi's bookshops.|arts
Museum in Lima shows stolen portraits for the first time|The exhibition gathers paintings and sculptures by forgotten artists.|arts
Soap opera returns to television after ten years|Viewers will meet the old cast again in a new series of 20 episodes.|arts
Jury finds banker guilty of fraud|A judge in Manila sentenced the man to nine years in prison after a month-long trial.|crime
Police arrest three over jewel robbery|Detectives said the suspects had stolen diamonds from a shop in Antwerp.|crime
Former mayor charged with bribery|Prosecutors in Bogotá told the court that he took bribes from a builder.|crime
Gang leader extradited on murder charges|The alleged drug lord appeared in court in Kingston under heavy guard.|crime
Supreme Court overturns death sentence|The defendant's lawyers had appealed against his conviction for murder.|crime
Ferry capsizes on Lake Victoria|Rescuers pulled dozens of survivors from the water, but scores are missing and feared drowned.|disaster
Earthquake shakes the coast of Ecuador|The magnitude 6.8 quake destroyed houses and the death toll was rising.|disaster
Bus plunges into ravine in Nepal|At least 20 passengers died in the accident, rescue workers said.|disaster
Firefighters battle blaze in paint factory|The fire brigade evacuated two streets as flames engulfed the warehouse.|disaster
Flood victims wait for help in Mozambique|Thousands were stranded after floodwaters swept away bridges.|disaster
Central bank raises interest rates again|Economists expect inflation in Ghana to slow by the end of the year.|economy
Carmaker's quarterly profit doubles|Shares rose after the company reported higher sales in India and Brazil.|economy
Two airlines agree to merge|Shareholders must still approve the $3bn takeover.|economy
Stocks slide as oil prices jump|Investors in Tokyo sold exporters' shares and the yen fell against the dollar.|economy
Cocoa growers want a better price|Farmers in Ivory Coast say exporters keep most of the profit from the harvest.|economy
Pupils sit exams by candlelight|Teachers at a secondary school in Harare said students had no power for a week.|education
University raises tuition fees|Students called the decision unfair and asked the vice-chancellor for a meeting.|education
Girls return to the classroom in Herat|The education ministry said primary schools would open for all pupils.|education
Scholarships for rural children in Bolivia|A hundred pupils will receive textbooks and schooling in their mother tongue.|education
Amazon deforestation falls for a second year|Conservationists said the rainforest and its wildlife were still in danger.|environment
Oil spill threatens penguins|Environmentalists are cleaning beaches as pollution reaches the nature reserve.|environment
Greenhouse gas emissions hit a new high|Climate change will speed up unless carbon emissions fall, a report said.|environment
Rhino poaching drops in Kruger park|Rangers credit new patrols with protecting the endangered species.|environment
Cholera outbreak spreads in Malawi|Health officials said clinics were short of vaccine and beds for patients.|health
New drug slows breast cancer|Doctors said patients in the clinical trial lived longer.|health
Hospitals in Karachi fill with dengue patients|Doctors warned that the disease was spreading and called for mosquito nets.|health
Nurses begin measles vaccination drive|The health ministry wants every child in Haiti immunised.|health
Couple, both 101, celebrate their wedding anniversary|The newlyweds of 1923 still dance, their grandson said at the birthday ceremony.|human interest
Crown prince marries in Amman|The royal wedding drew kings and princesses to the palace.|human interest
Baker enters Guinness World Records with giant loaf|The eccentric grandfather from Puebla had dreamed of the record-breaking bread.|human interest
Thousands of mourners attend poet's funeral|The coffin was carried past well-wishers who laid a wreath.|human interest
Dockers walk out over pay|The trade union said strike action would go on until employers improved their wage offer.|labour
Miners end strike in Zambia|Unions accepted a pay deal after ten days on strike.|labour
Garment workers demand a higher minimum wage|Employees in Dhaka said overtime was unpaid and working conditions were poor.|labour
Government raises the retirement age|Pensioners and unions reject the pension reform.|labour
Where tourists eat in Oaxaca|A chef shares a recipe and a guide to the city's street food and cocktails.|lifestyle
Yoga on the beach|Holidaymakers are choosing wellness resorts and meditation over nightlife.|lifestyle
Gardening tips for a small balcony|How to turn a hobby into a kitchen full of herbs.|lifestyle
Jackpot for casino visitor|Gamblers queued at the poker tables of Macau after the lottery draw.|lifestyle
Opposition wins election in Senegal|Voters turned out in large numbers and the president conceded.|politics
Parliament passes the budget|MPs voted along party lines after the prime minister's speech.|politics
Foreign ministers meet in Jakarta|Diplomats hope the summit will ease the border dispute between the two governments.|politics
Senate impeaches Paraguay's president|Lawmakers said the leader had broken the constitution.|politics
Security Council renews sanctions|The United Nations envoy asked both governments for talks.|politics
Home secretary resigns over visa row|Labour and the Tories called for an inquiry in the Commons.|politics
Pope visits Kinshasa|Bishops and priests led prayers for a million Catholics.|religion
Pilgrims arrive for the Hajj|Muslims from Indonesia prayed at the holy mosque before dawn.|religion
Monks rebuild Buddhist temple in Mandalay|Worshippers brought offerings to the shrine.|religion
Church of England debates women bishops|The archbishop asked the clergy for patience.|religion
India lands probe on the Moon|Scientists at the space agency cheered as the rover sent its first images.|science
Hackers exploit flaw in web browser|Software users were told to download a patch for their computers.|science
Kenyan start-up's app runs on old mobile phones|The software lets users send text messages without broadband internet.|science
Fossil of a feathered dinosaur found in Patagonia|Palaeontologists say the skeleton belongs to a new species.|science
New games console goes on sale|Gamers queued overnight for the PlayStation and its video games.|science
Child marriage still common in rural Niger|Campaigners say poverty forces families to marry off their daughters.|society
Census shows an ageing population|The birth rate in South Korea has fallen again as couples have fewer children.|society
Charity opens homes for street children|Social workers in Recife care for orphans and homeless families.|society
Report finds racism in housing|Ethnic minorities face discrimination when they look for a flat, the equality group said.|society
Striker's late goal wins derby|The team climbed to second in the Premier League after a 2-1 victory.|sport
Bangladesh beat Zimbabwe by seven wickets|The batsmen reached the target with ten overs left in the one-day international.|sport
Kipyego wins Boston marathon|The Kenyan runner beat her rivals in the last mile.|sport
Al Ahly reach African final|The Cairo club drew 0-0 in the second leg and go through on away goals.|sport
Teenager stuns top seed at tennis open|She won in straight sets and plays the semi-final on Friday.|sport
Swimmer adds gold to world title|The athlete broke the championship record in the 200m freestyle.|sport
Car bomb kills 12 in Mogadishu|Militants of al-Shabab said they carried out the suicide attack.|conflict
Rebels seize town in eastern Congo|Soldiers withdrew after heavy shelling, and civilians fled the fighting.|conflict
Ceasefire holds along the front line|Peace talks between the army and insurgents are to resume.|conflict
Troops fire tear gas at protesters|Demonstrators in Khartoum marched against the military junta.|conflict
Heatwave grips northern India|Temperatures reached 47 degrees and forecasters expect no rain.|weather
Blizzard brings heavy snow to Hokkaido|The weather bureau issued a warning of strong winds and freezing temperatures.|weather
Fog closes in on Lima|Meteorologists forecast drizzle and humid days.|weather
""".strip().splitlines()

# Headline | lead | topic of the second level.
SECOND_CASES = """
Griot's grandson fills the concert hall in Dakar|The singer and his orchestra played songs from a new album to a standing audience.|arts and entertainment
Iranian filmmaker wins top prize in Busan|The director's film about a bus driver was chosen from 200 entries by the festival's jury.|arts and entertainment
Looted bronzes go home to Benin City|A museum in Germany returned the artefacts, which were taken from the palace in 1897.|culture
Unesco puts old town of Hoi An under closer watch|Curators say the heritage site needs new roofs before the monsoon.|culture
Editor of Zambia's oldest newspaper steps down|The journalist had led the newsroom for two decades.|mass media
State broadcaster in Tbilisi drops evening news|Viewers of the television channel will see a talk show instead.|mass media
Suicide bomber kills nine at a checkpoint in Mogadishu|The militant group al-Shabab said it had sent him.|act of terror
Bomb found under a bridge in Davao|Police blamed extremists with links to Abu Sayyaf for the explosives.|act of terror
Insurgents shell a border post in Chad|Soldiers returned fire with mortars and sent for fighter jets.|armed conflict
Navy sends a destroyer to the strait|Troops on both shores were put on alert after warships exchanged fire.|armed conflict
Thousands march in Lima against the new decree|Demonstrators threw stones and riot police used tear gas.|civil unrest
Curfew in Dhaka after a day of riots|Protesters set barricades alight and looting spread to the markets.|civil unrest
Officers say they have seized power in Bamako|The junta arrested the president and closed the borders hours after the mutiny began.|coup d'etat
Coup attempt fails in Suva|Loyal soldiers retook the radio building from the plotters, the army said.|coup d'etat
Mass grave opened near Vukovar|Forensic teams count the victims of the massacre of 1991.|massacre
Rwanda remembers the genocide|Survivors lit candles for those slaughtered in a hundred days.|massacre
Truce signed in Juba|Rebels and government agreed on a ceasefire and on peacekeepers along the river.|peace process
Colombia reopens peace talks with the last guerrillas|A mediator from Norway carried the plan to Havana.|peace process
Kuwait clears the last mines of the war|Demining teams destroyed unexploded ordnance in the desert.|post-war reconstruction
Mosul rebuilds its bridges|Money for the reconstruction of the war-torn city comes from six countries.|post-war reconstruction
Armenia and Azerbaijan exchange prisoners of war|Thirty soldiers crossed the line after a prisoner swap.|prisoners of war
POWs tell of months in a camp near Tessalit|The captured soldiers were freed by the rebels on Friday.|prisoners of war
Three held after jewel heist in Johannesburg|The gang robbed a shop at gunpoint, and the thieves fled in a stolen car.|crime
Smugglers caught with cocaine off Cape Verde|Officials seized two tonnes of narcotics from a fishing boat.|crime
Appeals court in Nairobi frees a poet|Judges overturned the conviction and said the trial had been unfair.|judiciary
Former minister on trial in Skopje|Prosecutors told the court that the defendant sold visas.|judiciary
Police in Osaka arrest a man over threats|Officers raided a flat and took a suspect into custody.|law enforcement
Manhunt in the hills of Sardinia|Carabinieri and federal police look for a fugitive who escaped from detention.|law enforcement
Two trains collide in Bihar|Passengers were trapped in the wreckage after the crash.|accident and emergency incident
Helicopter crashes into the sea off Papua|The pilot and four people aboard were rescued by a fishing boat.|accident and emergency incident
Cyclone flattens villages in Vanuatu|Floods and landslides cut the roads, and thousands are homeless.|disaster
Forest fire nears Izmir|Firefighters fought the flames with aircraft as families were evacuated.|disaster
Two banks in Lagos plan a merger|Shareholders will vote on the takeover, which values the smaller lender at $300m.|business information
Brazilian planemaker reports a record quarter|Net profit doubled and the company raised its dividend.|business information
Supermarkets in Warsaw fight over prices|The retail chain cut the price of bread as shoppers turned to a discount store.|products and services
Tea harvest in Kericho is the best in years|Farmers and exporters expect higher prices for the crop.|products and services
Inflation in Turkey slows for a third month|The central bank left its interest rate as it was.|economy
Vietnam's exports grow faster than its imports|Economists say the trade surplus will lift growth above 6%.|economy
Rupee falls to a new low|Traders in Mumbai sold the currency and bonds after the vote.|market and exchange
Shares in Seoul rise for a fifth day|Investors bought chipmakers as the stock exchange opened.|market and exchange
Village school in Laos gets its first library|Pupils walk two hours to the primary school in the hills.|school
High school in Medellín teaches on the roof|The head teacher says 900 pupils have no other room.|school
Oral exams return in Italy|Students will sit their final exams before a board of teachers.|educational testing and examinations
Exam results delayed in Zimbabwe|The examinations board said papers had leaked.|educational testing and examinations
Teachers in Accra ask for houses|Their union says new teachers leave rural schools within a year.|teachers
A teacher for every island|Fiji opens a college for teacher training because classes stand empty of staff.|teachers
Pacific islands want faster cuts in emissions|Rising sea levels and global warming threaten the atolls, their leaders said.|climate change
Glaciers of the Andes shrink by a third|Scientists blame climate change for the melting ice.|climate change
Rangers in Gabon win a prize for saving elephants|Their patrols ended poaching in the national park.|conservation
Mongolia widens a reserve for wild horses|Conservationists brought twelve animals back to the steppe.|conservation
Smog shuts schools in Lahore|Air pollution was ten times the limit and drivers were told to stay at home.|environmental pollution
Mine waste poisons a river in Zambia|Toxic sludge killed fish along 60 miles of water.|environmental pollution
Snow leopard filmed in Bhutan|The endangered species had not been seen in the valley for years.|nature
Whales return to the bay of Walvis|Wildlife watchers counted forty, and the birds came with them.|nature
Cholera kills forty in Port-au-Prince|The epidemic spread from the camps, and patients lie in tents.|disease and condition
Dengue cases double in Dhaka|Doctors blame mosquitoes in flooded streets for the outbreak of the fever.|disease and condition
Hospital in Gaza runs out of fuel|Beds in intensive care stand in the corridors, doctors said.|health facility
Floating clinic opens on the Amazon|The health centre treats patients from sixty villages along the river.|health facility
Malaria vaccine reaches Malawi|Nurses gave the first doses to babies on Tuesday.|health treatment and procedure
Surgeons in Chennai transplant two hands|The operation took sixteen hours and the patient can move his fingers.|health treatment and procedure
Nurses leave Manila for better pay abroad|Hospitals say half of their doctors and nurses want to go.|medical profession
Village midwives of Nepal get a licence|The health ministry wants one nurse or midwife for each valley.|medical profession
Smoking ban in Moscow's cafes|The health ministry says tobacco kills 300,000 Russians a year.|public health
Chile puts black labels on sweets|The public health campaign is meant to fight obesity among children.|public health
Peace prize for a doctor from Bukavu|The Nobel committee awarded the medal for his work with victims of war.|award and prize
Poet Sipho Dube receives his country's highest honour|The president decorated the laureate at a prize-giving in Pretoria.|award and prize
Woman of 70 rows across the Atlantic|She is the oldest person to complete the feat, Guinness World Records confirmed.|record and achievement
Longest noodle in the world cooked in Henan|The record-breaking attempt took two days and fills a page of the Guinness Book.|record and achievement
Accra buries its beloved highlife king|Mourners in red and black followed the coffin to the funeral.|ceremony
Two hundred couples marry in Surat|The mass wedding was paid for by a diamond merchant; each bride received a cow.|ceremony
King of Tonga opens his palace to schoolchildren|The royal family served cakes on the lawn.|high society
Crown princess of Norway travels to Bhutan|The prince will stay at home, the royal house said.|high society
Paparazzi besiege actor's villa on Capri|The celebrity couple fled by boat.|celebrity
Reality star from Manila buys an island|Fans follow the socialite's every step.|celebrity
Kenya raises its minimum wage|Salaries of farm workers will go up by 12% in May.|employment
Fathers in Finland take longer leave|Employers must now offer seven months of paternity leave.|employment
Too few welders in Gdansk|Shipyards hire in Nepal because of a labour shortage.|labour market
Delivery riders of São Paulo want contracts|Courts must say who is employed in the gig economy.|labour market
Dockers in Valparaíso stop work|The strike began after pay talks with the port failed.|labour relations
Bus drivers in Colombo end walkout|Their employers agreed to a pay deal on Sunday.|labour relations
Uruguay votes on pensions|Workers would retire at 60 again, five years earlier.|retirement
China to raise retirement age|Pensioners will soon outnumber children in many provinces.|retirement
Carmaker in Pune lays off 900|The job cuts follow a fall in orders, and unemployment in the state is rising.|unemployment
One in three young Tunisians is out of work|Jobless graduates held a sit-in before the labour ministry.|unemployment
Garment workers in Phnom Penh found a union|Labour leaders signed up 4,000 members in a week.|unions
Union leader shot in Cali|The trade unionist had received threats for months.|unions
Lisbon's trams are full of tourists|Residents ask for fewer hotels and cruise ships.|leisure
Kite flyers gather in Kabul again|Families picnic on the hill where the hobby was once banned.|leisure
Recipe for a cold soup from Seville|The chef uses stale bread, ripe tomatoes and good oil.|lifestyle
Small flats, big plants: how Hong Kong decorates|Designers of interiors bring trees into rooms of ten square metres.|lifestyle
Laughter yoga spreads from Mumbai's parks|Instructors say twenty minutes a day bring relaxation.|wellness
Seoul's offices try an hour of meditation|Mindfulness teachers lead the staff through breathing exercises.|wellness
Malawi votes again after judges annul poll|Long queues formed at polling stations before dawn, and turnout was high.|election
Runoff in Ecuador between a banker and a socialist|Neither candidate won half of the votes on Sunday.|election
Belarus jails three human rights lawyers|Amnesty International called them prisoners of conscience.|fundamental rights
Censorship law worries Hanoi's bloggers|Reporters Without Borders said it would end freedom of expression online.|fundamental rights
Prime minister of Nepal loses majority|Parliament will choose a new cabinet within a month.|government
Governor of Lagos shuffles his cabinet|Four commissioners lost their posts and the assembly must confirm the new ones.|government
Bolivia doubles tax on imported cars|The government wants to spend the money on asylum centres and roads.|government policy
Denmark tightens its asylum policy|The bill cuts benefits and public spending on newcomers.|government policy
Ambassadors recalled in row over fishing|Both capitals spoke of a diplomatic crisis, and the summit was called off.|international relations
African Union envoy flies to Khartoum|He hopes to bring the two governments to one table before sanctions begin.|international relations
Exiled Nicaraguan writer loses citizenship|The dissident, a critic of the president, lives in Madrid.|political dissent
Hong Kong police offer reward for activists abroad|The eight pro-democracy campaigners live in exile.|political dissent
Malaysia's oldest party picks a new leader|Delegates of the party chose between two factions in a leadership contest.|political process
Far right gains in Portugal|The Socialists and the Social Democrats refuse to join a coalition with it.|political process
Buddhists of Kalmykia open a school for monks|The Dalai Lama sent a letter to the faithful.|belief systems
Muslims and Christians share a hill in Jos|Believers of both faiths say they want no more walls.|belief systems
Ramadan begins under lockdown in Jakarta|Families break the fast at home and mosques stay closed.|religious festival and holiday
Millions bathe at the Kumbh Mela|Pilgrims entered the Ganges before sunrise on the holiest day of the festival.|religious festival and holiday
Boys of Bali have their teeth filed|The ritual marks the end of childhood, and a priest blessed each of them.|religious ritual
Pope declares two Amazon missionaries saints|The canonisation drew pilgrims from Peru.|religious ritual
Mosque in Timbuktu gets new mud walls|Masons climb the minaret once a year.|religious facility
Cathedral of Port Sudan reopens|Worshippers returned to the church after thirty years.|religious facility
Archbishop of Kinshasa asks for elections|The cardinal read the bishops' letter from the pulpit.|religious leader
Chief rabbi of Turkey visits the imam of Edirne|The two priests of their faiths drank tea in the bazaar.|religious leader
Bible translated into Inuktitut|The work on the scriptures took 34 years.|religious text
Oldest Koran leaves found in Birmingham|Verses of the holy book were written on the skin of a goat.|religious text
Gene for drought found in millet|Geneticists in Hyderabad hope to breed hardier seeds.|biomedical science
Brazil clones a calf|The embryo was made from the DNA of a single cell.|biomedical science
New moon of Saturn spotted from Chile|Astronomers followed the faint dot with a telescope for a year.|natural science
Dinosaur with feathers dug up in Liaoning|Fossil bones show that the animal could glide.|natural science
Study finds bees can count|Researchers in Melbourne published the experiment in a journal.|scientific research
Antarctic expedition drills deepest ice core|Scientists say the findings reach back a million years.|scientific research
India's rocket puts twenty satellites into orbit|Engineers of the space agency cheered at the launch.|technology and engineering
Start-up in Kigali builds drones for blood|The software steers the machines by mobile phone.|technology and engineering
Japan counts fewer people again|The population fell by 800,000 and the birth rate is the lowest on record.|demographics
Census takers cross Nigeria on foot|Demographers expect more than 220 million inhabitants.|demographics
Migrants wait in the desert of Agadez|Many hope to reach Libya and then Europe.|immigration
Chile deports 200 Venezuelans|The immigrants had crossed the border without papers.|immigration
Brazilian shop sued over skin colour|The guard's racism was filmed, and black customers spoke of discrimination.|discrimination
Caste still decides who draws the water|Dalits in Rajasthan are kept away from the well.|discrimination
Philippines debates divorce|The bill would end marriages after five years apart.|family
Grandparents raise a generation in Moldova|Children stay behind when mother and father work abroad.|family
Sami ask Norway for their language|The indigenous people want their own schools.|mankind
Wheelchair users of Kinshasa build their own bridge|Disabled people are a tenth of the city, and the old steps kept them apart.|mankind
Hunger spreads in the south of Madagascar|Poor families boil leaves, and the poorest sell their pots.|social condition
Food banks in Buenos Aires run empty|Poverty has reached half of the city's children.|social condition
Domestic violence rises in Fiji|Women's shelters say calls for help have doubled.|social problem
Glue sniffing among the street children of Kathmandu|Addiction begins at eight, charities say.|social problem
Colombia's court allows assisted dying|The ruling on euthanasia divides doctors and bishops.|values
Debate over sex education in Kampala|Parents fear for the morals of their children.|values
Charity builds homes for widows in Herat|Donations come from Afghans abroad.|welfare
Brazil doubles child benefit|Social workers will visit each family before the welfare is paid.|welfare
India bowl out New Zealand before lunch|The captain took five wickets in the Test at Chennai.|competition discipline
Al Hilal sign striker from Porto|The Saudi football club paid a transfer fee of 40 million euros.|competition discipline
Sprinter banned for four years|A doping test showed steroids, the athletics federation said.|drug use in sport
Kenyan marathon winner tests positive|The runner denied having taken EPO and asked for the second sample.|drug use in sport
Dakar to hold the Youth Olympics|The IOC praised the city's new stadium.|sport event
Morocco reach the World Cup semi-final|No African team had ever gone so far at the tournament.|sport event
Pakistan's fast bowler signs for Lancashire|The transfer will be complete when the club has his visa.|sports transaction
Napoli let their captain go|The defender moves to Istanbul on loan with a fee to follow.|sports transaction
More rain is on its way to Durban|Forecasters expect showers until Friday and sunshine at the weekend.|weather forecast
Dry days ahead for Kerala|The weather forecast promises the farmers no monsoon before June.|weather forecast
Heatwave grips Andalusia|Temperatures of 46 degrees emptied the streets of Cordoba.|weather phenomena
Snow falls in the Sahara|Children in Ain Sefra slid down white dunes after a rare snowstorm.|weather phenomena
Storm warning for the Bay of Bengal|Fishermen were told to stay in harbour before the cyclone.|weather warning
Amber alert as gales near Shetland|The weather warning is in force until midnight.|weather warning
""".strip().splitlines()
