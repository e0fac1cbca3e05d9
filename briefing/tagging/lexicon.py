"""The words that discovery knows: closed lists, each for the one thing it tells."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def either(words: str) -> str:
    """Make an alternation of words, which may be regular expressions; an underscore is the space inside one."""
    return "(?:" + "|".join(words.split()).replace("_", " ") + ")"


# Never the first word of a name: what only grammar or the calendar wrote with a capital.
FUNCTION: Final = _words(
    """
    a about above according across after again against ago ahead along also although always am amid among an and any
    apr april are around as at aug august away be because been before behind being below besides between beyond both
    but by can christmas could dec december despite did do does due during each easter edt either else est et even ever
    every feb february few for former formerly fri friday from further gmt h1 h2 had has have having he hence her here
    hers him himself his how however i if in including indeed instead into is it its itself jan january jul july jun
    june just like many mar march may maybe me meanwhile might mon monday more moreover most much must my near nearly
    neither never nevertheless no nobody none nor not nothing nov november now oct october of off often on once only
    onto or other others our ours over own pdt per perhaps pm pst pt q1 q2 q3 q4 rather really said same sat saturday
    say says see sep sept september she should since so some something soon such sun sunday than that the their theirs
    them themselves then there thereby therefore these they this those though through throughout thu thur thurs
    thursday thus to today together tomorrow tonight too toward towards tue tues tuesday under unless unlike until up
    upon us utc very via was we wed wednesday were what whatever when whenever where whereas wherever whether which
    while who whoever whom whose why with within without would yes yesterday yet you your yours
    """
)

# Common words that open a sentence or a heading; inside a sentence their capital means a name.
OPENERS: Final = _words(
    """
    adding additional additionally advisors afterwards all almost already analysts announced announcing annual another
    anyone anything apart artificial aside asked attack attackers authorities automated autonomous available average
    back based become below best better big briefing briefly building businesses buy cannot check clearly click clients
    cloud companies confidential consider consumers contact content copyright create critics currently customers
    cybersecurity data date deals designed details developer developers digital documents doing done down download
    earlier early editor editors elsewhere email emails employees engineers ensure especially eventually everyone
    everything evidence exactly example examples executives expect experts explore facing far features figures finally
    financial find first five follow following follows four free funding future generally get getting give given global
    go going good government governments great half hardly help high historically hold identity image images imagine
    industry initially insiders interesting international introducing investors issues join keep key know known last
    late later latest launched lawmakers lawyers leaders learn least less let likewise little local look looking main
    major make makes making management mean medical medicine meet members million millions model models modern money
    months name national naturally needless network new newly news next nine notably note number numbers officials ok
    old one online open opinion order organizations originally otherwise out outside overall part participants partly
    partnering partners past patients people perfect personal photo photograph picture pictures plans platform
    platforms please plus point police possibly power powered pre present press previous previously pricing privacy
    private probably problem problems products professional profits prosecutors protect provide public push question
    questions quick quite ransomware read readers real recently record regarding regulators related report reported
    reportedly reporters reports research researchers response results return revenue revenues right risk safety sales
    save science scientists second secure security seed selected sellers separately series services set seven several
    shall share shareholders shares show sign similar similarly simply six small social software solutions somebody
    someone sometimes sounds sources speaking special specifically staff standard start starting startup startups state
    states still stock stocks stop stories story strategic strong students studies study subscribe success suddenly
    summary supply support supporters sure systems take taken talk talking team teams tech technical technology ten
    terms testing text thank thanks think third thirty thousands three time times tips top total trade traders
    traditional traditionally train training transparency trending try turn twelve twenty two typically ultimately
    understanding unfortunately unions university update updated use used users using usually value various vendors
    version versus video view visit voters wages want war watch water weeks well whole wide will women wonder word
    words work workers working world worldwide worse write writers writing written wrong year years young zero
    """
)

# Adjectives of places: part of a name only before a word such as University or Airlines.
DEMONYMS: Final = _words(
    """
    African American Arab Asian Australian Austrian Belgian Brazilian British Californian Canadian Chinese Danish Dutch
    Eastern Egyptian Emirati English European Finnish French German Greek Indian Indonesian Iranian Irish Israeli
    Italian Japanese Kenyan Korean Latin Londoner Malaysian Mexican Nigerian Northern Norwegian Pakistani Parisian
    Polish Portuguese Russian Saudi Scottish Singaporean Southern Spanish Swedish Swiss Taiwanese Thai Turkish
    Ukrainian Vietnamese Welsh Western
    """
)

# Acronyms and words of the trade: they can stand in a name, never be one.
ACRONYMS: Final = _words(
    """
    2D 3D 4G 4K 5G 6G 8K Agent Agents AGI AI AIs API APIs AR ARR B2B B2C BF16 Bitcoin Cantonese CD CDOs CEO CEOs CFO
    Christian CIO CIOs CISO CISOs CMO CNY COO COVID Covid COVID-19 Covid-19 CPO CPU CPUs CSS CTO CUDA CVE D.C DACs DAU
    Democrat Democratic Democrats DFIR DIB DIY DM DMs DNS DRAM DSPM DVD E.U Earth EBITDA EDR English ESG ETF ETFs EU
    EUR Euro Euros EV EVs FAQ FAQs FP16 FP8 GAAP GBP GDP Gen GP GPs GPU GPUs GRC GW HBM HDD HDMI HR HTML HTTP HTTPS IAM
    ICT ID IDs INT8 Internet IP IPO IPOs IT ITDR Jewish JSON K-12 KV KW LCD LED LLC LLM LLMs LP LPs M&A Mandarin Mars
    MAU MBA MCP MDR MFA MIT-licensed ML MoE Moon MOU MoU MSRP MSSP Muslim MW NASDAQ NDA NFT NFTs NGO NGOs NLP NPU NPUs
    NYSE ODM OEM OEMs OK OLED OS PC PCIe PCs PDF PE PhD PR PS Q&A QA QoQ R&D RAG RAM RCE Republican Republicans RFP RL
    RLHF RMB RPC SaaS SDK SDKs SEO SFT SIEM SKU SKUs SOC SPAC SPACs SQL SSD SSO SSRF STEM TC TCP TFLOPS TPU TPUs TV TVs
    U.K U.N U.S UAE UI UK UN URL US USA USB USD UX VC VCs VPN VR Web Wi-Fi WiFi WiR XDR XR YoY Yuan Z
    """
)

# Titles: before or after a name, never in it.
ROLES: Final = _words(
    """
    activist actor actress administrator adviser advisor advocate ambassador analyst archbishop associate astronaut
    attorney author ayatollah billionaire bishop boss capt cardinal ceo ceos cfo chair chairman chairperson chairwoman
    chancellor chef chief cio ciso cmo co-ceo co-creator co-founder coach cofounder colonel comedian commissioner
    congressman congresswoman consultant coo cpo creator critic crown cso cto dame dean deputy designer developer
    director dr economist emir employee engineer entrepreneur evp executive expert former founder gov governor graduate
    head historian imam interim inventor investor journalist judge justice king lawyer lead lord lt manager managing
    mayor minister mr mrs ms novelist officer partner philosopher physicist pilot poet pope postdoc postdoctoral
    premier president prime prince princess producer prof professor psychologist queen rabbi rep reporter
    representative researcher scientist secretary sen senator senior sgt sheikh singer sir spokesman spokespeople
    spokesperson spokeswoman strategist svp vice vice-president vp
    """
)

# Of adjectives made with a name: "London-based", "Claude-powered"; but "Jae-myung" is a name.
ADJECTIVAL_TAILS: Final = _words(
    """
    affiliated and approved assisted aware backed based born branded built centric class compatible controlled designed
    developed dominated driven educated enabled equipped era facing first focused founded free friendly funded
    generated grade headquartered hosted in inspired language led level licensed like linked listed made maker makers
    making native of only operated oriented owned powered ready related run scale sized speaking specific sponsored
    style supported the to-end trained type wide
    """
)

# Words that end the name of a company and of nothing else.
HARD_SUFFIXES: Final = _words(
    """
    Advisors Aerospace Airlines Airways Analytics Associates Aviation Bancorp Bancshares Bank Biopharma Biosciences
    Biosystems Biotech Capital Corp Corporation Diagnostics Dynamics Enterprises Fund Genomics GmbH Group Holdings Inc
    Incorporated Industries Investments Labs Limited LLC LLP Logistics Ltd Microsystems Motors Partners Pharma
    Pharmaceuticals Photonics PLC Plc Robotics Semiconductor Semiconductors Studios Technologies Telecom Therapeutics
    Ventures
    """
)

# Words that often end the name of a company.
SOFT_SUFFIXES: Final = _words(
    """
    AI Automation Brands Company Cyber Data Electric Electronics Energy Entertainment Equity Foods Games Health
    Instruments Insurance Interactive Lab Machines Materials Media Medical Mobility Networks Software Solar Systems
    Technology
    """
)

# Words of the trade: with one another and a suffix they make a term, no name ("Working Capital", "Generative AI").
TRADE: Final = _words(
    """
    Advisory Age Agentic Agents AI American Analytics Angel Applied Artificial Big Business Capital Chinese Cloud
    Consumer Control Conversational Data Deep Digital Early Edge Electric Embodied Energy Enterprise Entertainment
    Equity Ethical Ethnic European Expert Explainable Family Federal Financial Focus Frontier Fund Games General
    Generative Global Group Growth Hacking Health Hedge Human Industry Information Insurance Intelligence Interactive
    Interest Investment Investor Joint Labs Language Large Late Learning Legacy Limited Logistics Machine Machines
    Managing Media Medical Minority Miss Mobile Multimodal Mutual My Narrow National Networks Neural New Olympic Open
    Operating Our Partners Peer Pension Physical-world Predictive Private Public Ransomware Research Responsible Rock
    Safe Science Secure Security Seed Senior Series Small Social Software Sovereign Spanish Special Steering Strategic
    Study Super Support Symbolic Systems Task Technologies Technology The Threat Trade Trusted Trustworthy US User
    Venture Voice Wealth Working World Your
    """
)

# Words that end the name of a place.
PLACES: Final = _words(
    """
    Act Airport Avenue Award Awards Bay Beach Bill Boulevard Bridge Coast County Day Days Desert Heights Island Islands
    Lake Mountain Mountains Ocean Peninsula Prize River Road Sea Square Stadium Strait Street Valley Week
    """
)

# What a name of a company sheds.
LEGAL_FORMS: Final = _words(
    """
    AB AG ApS BV GmbH Inc Incorporated KK Limited LLC LLP Ltd NV Oy PLC Plc SA SE
    """
)

# Words that make the name of a body that is no company.
ORGANIZATION_HEADS: Final = _words(
    """
    Academy Administration Agency Alliance Assembly Association Authority Board Bureau Center Centre Chamber Coalition
    College Commission Committee Consortium Council Court Department Federation Foundation Hospital Institute
    Institution Laboratory Library Ministry Museum Observatory Office Parliament Polytechnic School Secretariat Senate
    Society Tribunal Union University
    """
)

# Words that make a title every country has: "Central Bank", "Court of Appeals".
GENERIC: Final = _words(
    """
    Academy Administration Advisory Affairs Agency and Appeal Appeals Army Art Assembly Association Authority Bank
    Board Business Cabinet Center Central Centre Chamber Circuit City College Commerce Commission Committee Communist
    Community Company Congress Corporation Council County Court Courts Crown Customer Data Defence Defense Department
    District Executive Federal Finance for Foreign Foundation Fund General Government Grand Group Head High Home
    Hospital Human Institute Interior Jury Justice Law Library Local Main Market Medical Ministry Monetary Museum
    National Navy of Office Open Operations Opposition Parliament Party Police Policy Presidential Press Public
    Regional Research Resources School Schools Science Security Select Senate Service Services Society Special State
    Superior Supreme Team Technology the Town Trade Trust Union University Working
    """
)

# Words that end the name of a product.
PRODUCT_TAILS: Final = _words(
    """
    Agent Agents Air API App Assistant Browser Catalog Channels Chat Chip Cloud Cluster Console Copilot Docs Drive Edu
    Engine Enterprise Explorer Flash Fusion Glasses Haiku Hub Instant Lander Lite Maps Max Messenger Mini Music Nano
    Opus Pad Pay Phone Photos Player Plus Pods Preview Prime Pro Processor Reader Robot Rover SDK Search Sonnet Studio
    Suite Toolkit Turbo TV Ultra Unlimited Video Vision Voice Wallet Watch Workspace
    """
)

# Small words inside the names of people.
PARTICLES: Final = _words(
    """
    al bin da de del della den der di dos du el ibn la le ten ter van von y zu
    """
)

# Words that end the name of a ministry or a school after "and".
BRANCHES: Final = _words(
    """
    Agriculture Analytics Arts Commerce Commission Communications Culture Design Development Diplomacy Economics
    Education Energy Engineering Environment Finance Health ICT Industry Information Infrastructure Innovation
    Investment Labor Labour Law Management Mathematics Media Medical Medicine Mining Policy Privacy Reform Research
    Safety Science Sciences Security Social Space Sports Statistics Studies Sustainability Technologies Technology
    Telecommunications Tourism Trade Training Transport Transportation Welfare
    """
)

# Words that no person is called: they stand in names of places, works, days and products.
THINGS: Final = _words(
    """
    Access Account Accounts Affairs Agent Agreement Airport App Army Assistant Attorney Audio Avenue Award Awards Bang
    Battery Beach Beta Bio Blue Bonds Bot Bots Bridge Building Business Camera Center Centre Certification
    Certifications Chain Challenge Channel Charge Chat Chip Chips City Cloud Club Coast Code Coin Commercial
    Communications Computer Computing Conference Congress Copilot Core County Course Courses Crypto Cup Cyber Data Day
    Days Deep Desert Design Desktop Digital Directive Display District Docs Drive East Edge Edition Editor Engine
    Engineering Enterprise European Exchange Expo Factory Falls Farm FC Federal Festival Finance Force Forum Framework
    Free Games General Glasses Global Golf Government Great Guard Guide Handbook Heights High Hills Homeland House Hub
    Hyper Image Index Initiative Intelligence International Internet Island Islands Journal Kingdom Language League
    Learning Lens Machine Magazine Mail Management Manual Maps Market Marketing Markets Mega Meta Micro Mini Mission
    Mobile Model Month Motor Mount Mountain Music Nano National Navy Network New News Ocean Old Online Open Operations
    Pad Party Pen Peninsula Phone Photo Photos Plan Platform Plus Podcast Policy Port Premium Press Privacy Prize Pro
    Product Program Programme Project Protocol Province Quantum Radio Red Region Regulation Relations Report Republic
    Reserve Resources Review River Road Robot Robots Rocket Rover Sales Screen Sea Search Securities Security Series
    Service Services Sharing Show Shuttle Silver Smart Solutions South Space Special Springs Square Stack Standard
    State States Station Stock Store Strategy Street Studio Suite Summit Super Supreme Team Telescope Terms Times Token
    Tower Treaty Trust TV Ultra Union United Valley Version Video Vision Voice Wallet War Watch Web Week Wheel
    Workspace World Year
    """
)

# Family names that come first: Chinese and Korean ones, romanised.
FAMILY_NAMES: Final = _words(
    """
    bai bao cai cao chai chang chao chen cheng chey cho choe choi chong chu chung cui dai deng ding dong du duan fan
    fang feng fu gao ge geng gong gu guan guo gwon han hao he heo hong hou hsieh hu hua huang huo hwang jang jeon jeong
    ji jia jiang jin jing jo joo jung kang kim ko koo kwak kwon lai lam lau lee lei leung li lian liang liao lim lin
    ling liu long lou lu luo lv lyu ma mao mei meng miao mo moon na nam ni nie noh oh ouyang pan pang park pei peng pu
    qi qian qiao qin qiu qu rao ren ruan ryu seo shao shen shi shin si sim sima situ sohn song su suh sun tan tang tao
    teng tian tong tsai tseng wan wang wei wen weng woo wu xi xia xiang xiao xie xin xing xiong xu xue yan yang yao ye
    yi yim yin ying yoo yoon you yu yuan yue yun zeng zha zhan zhang zhao zheng zhong zhou zhu zhuang zou zuo
    """
)

# Given names of many cultures; not those that are first of all words.
GIVEN_NAMES: Final = _words(
    """
    aaron aarti abby abdul abdulla abdullah abhinav abhishek abigail abiodun abraham abu ada adam adebayo adele adil
    aditi aditya adnan adrian adriana adrien agnes agnieszka ahmad ahmed aidan aileen aisha ajay ajit akash akiko akio
    akira akshay alain alan alasdair albert alberto alec alejandra alejandro alena alessandra alessandro alex alexa
    alexander alexandra alexandre alexei alexey alexis alfonso alfred alfredo ali alice alicia alina alisa alison
    alistair allan allen allison alok alon alvaro alvin alyssa amal amanda amar amara amelia amin amina aminata amir
    amit amitabh amos amy ana anand anastasia anders andre andrea andreas andrei andrej andres andrew andrey andrzej
    andy angel angela angelica angelo angus anil anirudh anish anita anja ankit ankur ann anna annabel anne annette
    annie anthony antoine anton antonia antonio anu anuj anupam anya apoorva arati aravind archana ari arianna ariel
    arjun arkady arlene armand armando armin arnaud arnav arne arno arnold aron art artem arthur artur arun arvind asad
    asha asher ashish ashley ashok ashwin ashwini asif astrid atsushi audrey auguste augusto aurora ava avi avinash
    avner axel ayesha ayman ayumi azeem babak baiju bala balaji balazs barack barbara barnaby barney barry bart bartosz
    basil bastian beatrice beatriz becky belinda ben benedetta benedict benedikt benjamin benny benoit bernadette
    bernard bernardo bernd bernhard bernie bert bertrand beth bethany betsy bettina betty beverly bhavin bhavish bhuvan
    bianca bill billy binyamin birgit bjarne bjorn blaise blake bob bobby bogdan bonnie boris brad bradford bradley
    brandon brenda brendan brent bret brett brian briana bridget brigitte brittany brooke bruce bruno bryan bryce burak
    byron caitlin caleb calvin cameron camilla camille candace carl carla carlo carlos carly carmen carol carole
    caroline carolyn carrie carsten casey caspar cassandra catalina caterina catherine cathy catriona cecile cecilia
    cedric celeste celia celine cesar chad chaim chaitanya chandra chantal charlene charles charlie charlotte cheikh
    chelsea cher cherie cheryl chester chetan chiara chidi chinedu chip chirag chloe chris christa christel christian
    christiane christina christine christoph christophe christopher christos christy chuck chukwuma ciara cindy claire
    clara clarence clarissa claude claudia claudio claus clay clayton clem clemens clement cliff clifford clint clive
    colette colin colleen connie connor conor conrad constantin constantine cooper cora corey corinne cornelia
    cornelius cory courtney craig cristian cristiano cristina curt curtis cy cynthia cyril cyrus dag dale dalia damian
    damien damon dan dana daniel daniela daniele daniella danielle danny dante daphne dara darcy daria dario darius
    darren darryl darya dave david davide dawn dean deb debbie deborah debra declan deepa deepak deepika deirdre delia
    della delphine demetrius demis dena denis denise dennis denny derek derrick desmond devin devon dexter dhruv diana
    diane didier diego dieter dietmar dilip dima dimitri dimitris dina dinesh dino dirk divya djamila dmitri dmitry
    dmytro dolores domenico dominic dominik dominique don donald donatella donna donovan dora doreen doris dorothea
    dorothy doug douglas drew duncan dustin dwayne dwight dylan eamonn earl ebony ed eddie edgar edith edmond edmund
    eduard eduardo edward edwin efrat ehud eileen einat eitan ekaterina elad elaine eleanor elena eleni elham eli elia
    eliana elias elie eliezer elijah elin elina elisa elisabeth elise elizabeth ella elle ellen ellie elliot elliott
    ellis eloise elon elsa elvira emad emanuel emanuele emeka emil emile emilia emilie emilio emily emir emma emmanuel
    emmanuelle emmett emre enrico enrique eran eric erica erich erik erika erin ernest ernesto ernst erwin esteban
    estelle esther ethan etienne eugene eugenia eva evan evangelos eve evelyn evgeny ewan ezra fabian fabien fabio
    fabrice fabrizio faisal falguni farah farhad farid farida fatih fatima fatma fatou faye federico fedor fei-fei
    felicia felicity felipe felix femi ferdinand fergus fernanda fernando fidji filip filipe filippo fiona flavia
    flavio fleur flora florent florian floyd frances francesca francesco francine francis francisca francisco franck
    francois francoise frank frankie franz franziska françois fraser fred freddie freddy frederic frederick frederico
    frederik frederique fredrik friedrich fritz fumio gabe gabi gabriel gabriela gabriele gabriella gabrielle gail gal
    galina gareth garrett garry gary gaspard gaurav gauri gautam gavin gayle gemma gene genevieve geoff geoffrey georg
    george georges georgina gerald geraldine gerard gerardo gerd gerhard gerry gert gertrude gideon gil gilad gilbert
    gilles gina ginger ginny giorgio giorgos giovanna giovanni girish gisele gita giulia giuliano giulio giuseppe
    gladys glen glenda glenn gloria goran gordon govind grace graeme graham grant greg gregg gregor gregory greta
    gretchen grigory guido guilherme guillaume guillermo gunnar gunter gunther gurpreet gus gustav gustavo guy gwen
    gwendolyn gwyn gwyneth hadi hadley hal halima hamid hamza hana hank hanna hannah hannes hans harald hari harish
    harold haroon harriet harris harrison harry harsha harvey hasan hassan hayley hazel heather hector heidi heike
    heiko heinrich heinz helen helena helene helga helmut hema hemant henning henri henrietta henrik henrique henry
    herbert herman hermann hernan herve hervé hideki hideo hilary hilda hillary himanshu hiro hiroaki hiroki hiroko
    hiroshi hisham hitoshi holger holly homer horacio horst howard hubert hugh hugo humberto humphrey hussein hyun iain
    ian ibrahim ichiro ida idan ido ifeoma ignacio ignas igor ike ilan ilana ilaria ilia iliana ilke ilya imran ina
    indira indra ines inga inge ingo ingrid inés ioana ioannis ira irene irfan irina iris irma irving isaac isabel
    isabella isabelle isaiah ishaan ishan ismail istvan itai itamar ivan ivana ivanka ivo ivy izabella jaap jack jackie
    jackson jacky jacob jacopo jacqueline jacques jade jae jagdish jagmeet jaime jairo jake jakob jakub jamal james
    jamie jan jana jane janet janice janine janne jared jarek jarrod jasmin jasmine jason jasper javed javier jay
    jayant jayesh jayne jayshree jean jeanette jeanne jed jeff jefferson jeffery jeffrey jelena jen jenna jennifer
    jenny jens jensen jeremiah jeremy jermaine jerome jerry jess jesse jessica jessie jesus jiayi jill jillian jim
    jimmy jitendra jo joachim joan joana joann joanna joanne joao joaquin jocelyn jochen jodi jody joe joel joelle
    joerg joey johan johanna johannes john johnathan johnnie johnny jon jonas jonathan jony jordan jordi jorge jorgen
    jose josef joseph josephine josh joshua josiah josé joyce joão juan juana juanita jude judith judy juergen juha
    jules julia julian juliana julianne julie julien juliet julio julius jun junaid june junichi junko juri justin
    justine jyoti jörg jürgen kai kailash kaisa kaitlin kamal kamala kamil kapil karan kareem karel karen karim karin
    karina karl karla karol karolina karsten karthik kasper kat katarina katarzyna kate katelyn katerina katharina
    katharine katherine kathleen kathryn kathy katia katie katja katrin katrina katya kavita kay kayla kazuhiro kazuo
    keiko keir keith kelli kellie kelly kelsey kelvin ken kendall kendra kenji kenneth kenny kent kentaro keri kerry
    kerstin kevin khaled khalid khalil kieran kim kimberly kiran kirill kirk kirsten kirsti kirsty kishore kit kjell
    klaus kofi konrad konstantin kosuke kris krishna krishnan krista kristen kristian kristin kristina kristine
    kristoffer krystal krzysztof kumar kunal kurt kwabena kwame kwesi kyle kylie kyra lana lance lanre lara larissa
    larry lars lasse laszlo latha latisha laura laure laurel lauren laurence laurent lauri laurie lavanya lawrence lea
    leah leandro leanne lee leena leif leigh leila leland lena lenka lennart lenny leo leon leona leonard leonardo
    leonid leonie lerato leroy les lesley leslie lester leticia letitia lev levi lewis lex liam lidia lila lilia lilian
    liliana lillian lily lina linda lindsay lindsey linus lionel lisa lise liv livia liz liza lizzie ljubica lloyd
    logan lois lola lora loren lorena lorenz lorenzo loretta lori lorna lorraine lothar lou louis louisa louise luc
    luca lucas lucia luciana luciano lucie lucien lucille lucinda lucy ludovic ludwig luigi luis luisa luiz lukas
    lukasz luke lulu luther lydia lyle lynda lyndon lynette lynn lynne maarten mabel macarena maciej maddie madeleine
    madeline madhavi madhu madison mads magda magdalena magnus mahesh mahmoud maia maja makoto malala malcolm malik
    mallika mallory mamadou mandla mandy manfred manish manisha manoj manon mansoor manu manuel manuela mara marc
    marcel marcela marcella marcelo marcia marcin marco marcos marcus marek margaret margarita margherita margot
    marguerite mari maria mariam marian mariana marianna marianne mariano marie mariela marietta marija marijn marilyn
    marina mario marion marisa marissa marit marius marjorie mark markus marlene marlon marsha marta martha martijn
    martin martina martine marvin mary maryam masahiro masaki masako masato masayoshi mason massimo mateo mateusz
    matheus mathew mathias mathieu mathilde matias matilda mats matt matteo matthew matthias matthieu matti maud
    maureen maurice mauricio maurizio mauro max maxim maxime maximilian maxine maya mayank mayumi meera megan megha
    meghan mehdi mehmet mehul meir mel melanie melinda melissa melvin mercedes meredith mervyn meryl mia micah michael
    michaela michal michel michela michele michelle mickey miguel mihai mika mikael mike mikhail mikkel mikko milena
    miles milica milind millie milo milton mimi mina mindy mira miranda mireille miriam miroslav mitch mitchell mitsuru
    mo moe mohamad mohamed mohammad mohammed mohan mohit mohsen moira moises molly mona monica monika monique monty
    morgan moritz morris morten mortimer moses moshe moussa moustafa mukesh murali muriel murray murtaza mustafa myles
    myra myriam myron nabil nadav nadia nadim nadine nadja nagesh nahum naim nana nancy nandan nandini naomi narayan
    narendra naresh nasir nasser nat natalia natalie natalya natasha nate nathalie nathan nathaniel naveen navin nayan
    neal ned neel neelie neeraj neha neil nelly nelson nestor nevin ngozi niall nicholas nick nicki nicky nico nicola
    nicolai nicolas nicole nicolette nidhi niels nigel nikesh nikhil niki nikita nikki niklas niko nikola nikolai
    nikolaos nikolas nikolay nikunj nils nimisha nina nir niranjan nisha nishant nita nithin nitin nkechi nneka noa
    noah noam nobuko nobuyuki noel noelle nora norbert noriko norma norman nuno obi oded odile ofer ola olaf olav ole
    oleg oleksandr olena olga oliver olivia olivier olusegun oluwaseun omar omer omid omkar oona oprah oren orly oscar
    oskar osman oswaldo otto ousmane owen pablo paige paloma pam pamela pankaj paolo parag parker parul pascal pascale
    pat patience patricia patricio patrick patrik patrizia patty paul paula paulette paulina pauline paulo pavan pavel
    pavlo pawan pawel payal pedro peggy penelope penny percy perry peter petr petra petri petter peyton phil philip
    philipp philippa philippe phillip phoebe phyllis pia pier piero pierre pierre-yves pieter pietro pim pinar piotr
    piyush pooja poppy prabhakar pradeep prakash pramod pranav prasad prasanna prashant prateek pratik praveen preeti
    priscilla priti priya priyanka puneet purnima qasim quentin quincy quinn rachel rachelle radhika radoslaw rafael
    rafal raffaele raghav raghu raghuram rahel rahul rainer raj raja rajat rajeev rajendra rajesh rajiv raju rakesh
    ralf ralph ram rama raman ramesh ramin ramon ramona rana randall randeep randy rania ranjan ranjit raphael raquel
    rashad rashid rashida rashmi rasmus raul ravi ravindra ray raymond raza rebecca rebekah reece reed reem reggie
    regina reginald regis reid reiko reinhard reinhold rekha remi remy renata renate renato rene renee rené reuben reut
    rex reza rhea rhonda rhys ricardo riccardo richard rick ricky rico rika rikard riley rina rishi rita ritesh ritu
    ritwik riya roald rob robbie robby robert roberta roberto robin robyn rocco rochelle rod roderick rodney rodolfo
    rodrigo roelof roger rohan rohini rohit roland rolando rolf romain roman romana romano romeo romy ron ronald ronan
    ronen roni ronnie rory rosa rosalie rosalind rosanna rosario roseanne rosemary roshan roshni rosie ross rowan
    roxana roxanne roy ruben rubén rudi rudolf rudolph rudra rudy rufus rupa rupal rupert russ russell rusty ruth ryan
    ryo ryota sabina sabine sabrina sachiko sachin sadie sagar sahil sally salma salman salvador salvatore sam samantha
    sameer sami samir sampath samuel sandeep sandhya sandi sandra sandro sandy sanjay sanjeev sanjiv santosh sara sarah
    sarita sasha satish satoru satoshi satya saul saurabh scarlett scott seamus sean sebastian sebastiano sebastien
    selena selina selma serena serge sergei sergey sergio seth seun severin shaheen shahid shai shaina shalini shana
    shane shankar shannon shantanu shari sharon shashank shashi shaun shauna shawn shay sheela sheena sheila shekhar
    shelby sheldon shelley shelly sheri sherif sherry sheryl shigeru shilpa shimon shin shinji shinzo shira shireen
    shirin shirley shiv shivani shlomo shobha shoshana shoshanna shreya shrikant shruti shubham shuji shyam sian sid
    siddhant siddharth siddhartha sidney siegfried sigrid silas silvia silvio simon simona simone sina sinead siobhan
    sipho siri sivan slava sneha sofia sofie solomon solveig sonal sonali sonia sonja sonny sonya sophia sophie soren
    soumya spencer spiros sridhar sriharsha srini srinivas sriram stacey stacy stan stanislav stanley stavros stefan
    stefani stefania stefanie stefano steffen stella stephan stephane stephanie stephen steve steven stewart stu stuart
    stéphane subhash subramanian suchi sudhir sue sujata sukhbir suman sumit sundar sundeep sunil sunita supriya suresh
    surya susan susana susanna susanne sushil susie suzanna suzanne suzy svein sven svetlana swati sybil syed sylvain
    sylvester sylvia sylvie sébastien søren tabitha tad tadashi takahiro takashi takeshi tal talia tamar tamara tamas
    tami tammy tania tanja tanmay tanner tanya tapan tara tarek tarik tariq taro tasha tatiana tatjana tatyana ted
    teddy tejas temitope tendai terence teresa teri terrence terri terry tess tessa thabo thaddeus thea thelma themba
    theo theodora theodore theresa therese thibault thierry thilo thom thomas thor thorsten tia tiago tiana tibor
    tiffany tigran tilman tim timnit timo timothy tina tobi tobias tobin toby tod todd tolulope tom tomas tomasz
    tommaso tommy tomohiro tomoko tomoyuki toni tony tor torben torsten toshi toshiyuki traci tracy travis trent trevor
    tricia trina trish tristan troy trudy tunde tuomas turki tyler tyrone tyson uche ulf ulrich ulrike uma umar umberto
    umesh uri uriah urs ursula usha usman utkarsh uwe uzma vaclav vadim vaibhav valentin valentina valeria valerie
    valery vance vandana vanessa varun vasant vasco vasilis vasily venkat venky vera verena verity vernon veronica
    veronika veronique vicente vicki vicky victor victoria vidya vijay vikas vikram viktor viktoria vinay vince vincent
    vincenzo vineet vineeta vinod viola violet violeta vipul virgil virginie vishal vitalik vitaly vittorio vivek
    vivian viviana vivien vivienne vlad vladimir vojtech volker volodymyr wade walid wallace wally walt walter wanda
    wangari wanjiku warren wayne wendell wendy werner wes wesley whitney wilfred wilhelm willem william willie wilma
    wilson winston wojciech wolfgang woodrow wouter wyatt xavier ximena yaakov yael yair yann yannick yannis yara
    yaroslav yasemin yash yashish yasmin yasmine yasuhiro yasuo yavuz yaw yehuda yejin yevgeny yitzhak yoel yogesh
    yohan yohei yoko yolanda yonatan york yosef yoshi yoshiki yoshiko yoshinori yoshua yossi youssef yuichi yuji yuki
    yukiko yulia yun yuri yuriy yusuf yutaka yuval yvan yves yvette yvonne zac zach zachary zack zaheer zahra zain
    zainab zak zanele zara zeev zelda zeynep zhenya zia zita ziv zodwa zoe zoey zohar zoltan zsolt zubin
    """
)

# What a company is called in one word; an underscore is a space, the rest a regular expression.
COMPANY_NOUN: Final = """
    company firm start-?up unicorn maker manufacturer giant vendor provider operator retailer carmaker automaker
    chipmaker bank lender insurer brokerage conglomerate consultancy publisher supplier distributor airline broadcaster
    studio accelerator incubator fund marketplace business outfit specialist spin-?out spin-?off subsidiary competitor
    rival contractor newspaper magazine chain broker fintech corporation foundry developer neobank hyperscaler
    challenger family_office hedge_fund news_outlet retail_site shopping_site drugmaker planemaker phonemaker utility
    telco carrier biotech builder investor
"""

# What several companies are called.
COMPANY_NOUNS: Final = """
    companies firms start-?ups unicorns makers manufacturers giants vendors providers operators retailers carmakers
    automakers chipmakers banks lenders insurers conglomerates suppliers airlines investors funds businesses rivals
    competitors backers brands customers clients outlets venture_capitalists hyperscalers subsidiaries labs partners
    VCs contractors spin-?offs drugmakers players developers tenants
"""

# What a person is called.
PERSON_NOUN: Final = """
    professor researcher scientist analyst economist engineer founder co-?founder ceo cto cfo coo chief_executive
    president chairman chairwoman chair director executive officer spokesperson spokesman spokeswoman lawyer attorney
    author expert lecturer minister senator politician activist entrepreneur investor partner head postdoc fellow
    editor journalist reporter developer student designer manager leader adviser advisor consultant historian
    philosopher critic physicist owner boss evangelist strategist commissioner secretary governor mayor lawmaker
    mathematician programmer biologist psychologist chief lead vp vice_president teacher doctor artist writer filmmaker
    linguist neuroscientist roboticist resident employee veteran
"""

# What a body that is no company is called.
ORGANIZATION_NOUN: Final = """
    non-?profit organi[sz]ation think-?_?tank charity regulator watchdog agency institute university union ngo
    trade_group lobby_group lobbying_group advocacy_group industry_group campaign_group association coalition ministry
    consortium foundation conference standards_body industry_body trade_body research_group research_center
    research_centre college school hospital body
"""

# What a product is called.
PRODUCT_NOUN: Final = """
    models? chips? chipset processors? app application platform assistant chatbot bot robots? tools? service devices?
    framework library benchmark dataset engine operating_system browser phones? smartphone tablet laptop headset
    speaker gpu supercomputer software game agents? satellite rocket spacecraft lander drone suite toolkit api console
    wearable plugin extension format rover language feature system vehicle database protocol malware ransomware trojan
    camera smartwatch watch architecture sdk compiler kernel catalog test
"""

# Those of a company that open a sentence before its name ("Startup Acme raised"), and don't begin names themselves.
NOUNS: Final = frozenset(
    word
    for word in f"{COMPANY_NOUN} {COMPANY_NOUNS}".replace("?", "").replace("-", "").split()
    if word
    not in {
        "bank",
        "chain",
        "giant",
        "group",
        "fund",
        "studio",
        "challenger",
        "carrier",
        "builder",
        "business",
        "labs",
        "partners",
    }
)
