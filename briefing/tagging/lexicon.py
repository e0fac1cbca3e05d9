"""The words that discovery knows: small closed lists, each with the one thing it tells."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Capitalised for a reason other than being a name: never the start of one, and never one alone.
PLAIN: Final = _words("""
a about above according across additionally adding after afterwards again against ago ahead all almost along already also
although always amid among an analysts and announced another any anyone anything apart are around as aside at away back based
be because become been before behind being below besides best better between beyond big both briefly but by can cannot
clearly companies consider could currently customers despite did do does doing done down due during each earlier early
editor either elsewhere email employees ensure especially even eventually ever every everyone everything evidence exactly
except executives experts explore far few finally find first five follow following follows for former formerly four from
further furthermore generally get getting give given go going good got great had half hardly has have having he hence her
here hers him himself his historically hold how however i if image in include includes including indeed initially instead into investors is it its
itself join just keep know known last lastly late later latest lawmakers lawyers learn least less let like likewise little
look looking make makes making many may maybe me mean meanwhile might mine more moreover most mostly much must my
naturally near nearly neither never nevertheless new newly next nine no nobody none nor not note nothing notably
now nowhere of off often ok okay old on once one ones only onto open or order other others otherwise our ours out over
overall own part partly past people per perhaps please plus possibly previously private probably provide public rather read readers
really recently regarding regulators related reportedly reports researchers right same say says see seems separately seven
several shall share shares she should show similarly simply since six so some somebody someone something sometimes soon
sources specifically still such suddenly sure take taken team ten than thank thanks that the their theirs them themselves then
there thereby therefore these they think thirty this those though three through throughout thus to today together tomorrow
tonight too top toward towards traditionally twelve twenty two ultimately under unless unlike until up upon us use used
users using usually versus very via was watch we well were what whatever when whenever where whereas wherever whether which while
who whoever whole whom whose why will with within without word work workers would yes yesterday yet you your yours
additional announcing artificial asked building buy check click contact copyright create cybersecurity data designed developers download
engineers financial foto global image images industry insiders introducing international local market media meet modern more my
name national news number one online opinion organizations photo photograph picture police powered press pricing privacy products prosecutors related
research revenue scientists seed series sign speaking startup startups stocks story students subscribe summary support talking tech technology
terms trending update updated upskilling value video view visit white written wages year years
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
christmas easter thanksgiving ramadan diwali q1 q2 q3 q4 h1 h2 am pm est pst edt pdt gmt utc et pt
american british chinese indian japanese korean european french german russian israeli canadian australian african asian
english spanish italian dutch swedish swiss taiwanese western eastern northern southern
""")

# Acronyms of the trade: they can stand in a name, never be one.
ACRONYMS: Final = _words("""
AI AGI API APIs LLM LLMs GPU GPUs CPU CPUs TPU TPUs NPU NPUs IT IP IPO IPOs ML NLP AR VR XR EV EVs US UK EU UN USA UAE R&D PR HR
CEO CEOs CTO CFO COO CIO CIOs CISO CISOs CMO CPO VC VCs PE SaaS B2B B2C SDK SDKs RAM DRAM HBM SSD HDD PDF URL HTML CSS JSON SQL ARR MAU DAU
GDP ESG FAQ TV TVs PC PCs OS UI UX RPC HTTP HTTPS TCP DNS VPN MFA SSO IAM SOC SIEM XDR EDR MDR MSSP DSPM DFIR ITDR GRC M&A MOU MoU MoE RL RLHF
SFT RAG MCP CUDA FP8 FP16 BF16 INT8 MW GW KW TFLOPS YoY QoQ USD EUR GBP RMB CNY 3D 2D 4K 8K 5G 4G 6G WiFi Wi-Fi DIY NGO NGOs PhD MBA
SSRF CVE RCE NDA SEO DIB ICT STEM K-12 Covid COVID COVID-19 Internet Web Android
""")

# A title before or after a name.
ROLES: Final = _words("""
ceo cto cfo coo cio ciso cmo cpo cso chairman chairwoman chairperson chair president vice-president minister secretary senator governor mayor
congressman congresswoman ambassador chancellor premier director professor prof dr mr mrs ms sir dame lord judge justice founder
co-founder cofounder co-founders founders co-ceo co-ceos owner partner analyst analysts researcher researchers scientist engineer economist
spokesperson spokesman spokeswoman spokespeople lawyer attorney author expert employee head boss chief executive officer
commissioner administrator dean entrepreneur investor journalist reporter colonel sen rep gov lt capt sgt
vice senior managing deputy associate interim former representative strategist developer designer physicist
billionaire critic activist advocate historian philosopher psychologist consultant adviser advisor producer actor actress
singer comedian novelist poet chef coach pilot astronaut pope king queen prince princess manager lead
coo's ceos co-creator creator inventor chairmen postdoctoral postdoc graduate student
""")

# Adjectives made of a name: "London-based", "Claude-powered". Not part of a name, whereas "Jae-myung" is.
ADJECTIVAL_TAILS: Final = _words("""
based powered driven backed owned led style like focused only made first native friendly enabled free wide born listed
era type level compatible language speaking related linked funded run trained sponsored controlled built centric
ready specific facing oriented generated headquartered maker makers making sized scale grade class inspired designed dominated
""")

HARD_SUFFIXES: Final = _words("""
Inc Ltd LLC LLP PLC Plc GmbH Corp Corporation Technologies Ventures Robotics Therapeutics Holdings Pharmaceuticals Semiconductor Semiconductors
Biosciences Biotech Aerospace Airlines Airways Motors Bancorp Industries Enterprises Microsystems Pharma Biotherapeutics Incorporated Limited
Photonics Bio Cybersecurity
""")
SOFT_SUFFIXES: Final = _words("""
Labs Lab Capital Partners Group Bank Systems Networks Energy AI Software Security Cyber Technology Fund Electronics Studios Games
Entertainment Health Insurance Analytics Logistics Materials Instruments Dynamics Electric Mobility Space Telecom
Associates Advisors Equity Investments Company Machines Interactive Medical Diagnostics Genomics Quantum Automation
""")
LEGAL_FORMS: Final = _words("Inc Ltd LLC LLP PLC Plc GmbH Incorporated Limited AG SA BV AB Oy ApS KK SE NV")

ORGANIZATION_HEADS: Final = _words("""
University Institute Institution Ministry Department Agency Commission Association Foundation Court Council Alliance Academy College
School Bureau Authority Federation Society Consortium Committee Laboratory Observatory Hospital Museum Parliament Senate
Union Office Administration Forum Party Initiative Center Centre Board Coalition Tribunal Assembly Library Observatory Army Navy
Service Polytechnic Chamber Congress Secretariat
""")

GIVEN_NAMES: Final = _words("""
aaron abdul abdullah abigail adam adrian ahmed aisha alan albert alejandro alex alexander alexandra alexei alexis ali alice alicia alison
allison amanda amit amy ana anastasia andre andrea andreas andreessen andrei andres andrew andy angela anil anita ann anna anne annie anthony
antoine anton antonio aravind ari ariel arthur arvind ashish ashley ashok ashwin
ben benjamin bernard beth bill bob brad bradley brandon brendan brent brett brian bruce bryan
carl carla carlos carol caroline catherine charles charlie chen chiara chloe chris christian christina christine christoph christopher claire
claudia clem colin craig cristina cynthia dale damian dan daniel daniela danielle danny dario darren dave david dean deborah demis denise
dennis derek diana diane diego dmitri dmitry dominic dominique don donald doug douglas duncan dylan ed eduard eduardo edward elena eli elizabeth ella ellen
elliot emily emma emmanuel enrique eric erica erik erin ethan eugene eva evan eve fabio fatima federico felix fernando fiona florian frances
francesca francesco francis francisco francois frank fred frederic gabriel gareth garry gary gavin geoff geoffrey george gerald gerard giovanni
glenn gordon greg gregory guillaume gustavo guy hannah hans harold harry hassan heather hector heidi helen henry hiroshi howard hugh hugo
ian ibrahim igor ilya ingrid irene isaac isabel isabella ivan jack jacob jacqueline jacques jake james jamie jan jane janet jared jason javier jay
jean jeff jeffrey jen jennifer jensen jeremy jerome jerry jesse jessica jill jim jimmy joan joanna joe joel johan john johnny jon jonathan jordi
jorge jose joseph josh joshua juan judith judy julia julian julie jun karen karl kate katherine kathleen kathryn katie keith kelly ken kenneth kevin
kim kimberly kiran kristen kristin kyle lars laura lauren laurence laurent lawrence leah lee leo leon leonard leslie letitia li liam lily lin linda lisa liz lori louis louise
luca lucas lucy luis luke lynn madeleine manuel marc marcel marco marcus margaret maria marie marina mario marissa mark marta martha martin marvin mary
masayoshi mathieu matt matteo matthew maureen maurice max maya megan melanie melissa meredith michael michel michelle miguel mikael mike mikhail miles mira
mohamed mohammed monica moritz mustafa nadia nancy naomi narendra natalie natasha nathan nathaniel neil nicholas nick nicolas nicole nikhil nikita nina noah nora
olga oliver olivia omar oren oscar pablo pamela pat patricia patrick paul paula pavel pedro peng peter phil philip philippe phillip pierre priya
quentin rachel rahul raj rajesh ralph ramesh randeep randy raphael ravi ray raymond rebecca renee rene ricardo richard rick rob robert roberto robin rodney
roger roland roman ron ronald rosa ross roy ruben russell ruth ryan sachin sam samantha samuel sandeep sandra sanjay sara sarah sasha satya scott sean sebastian sergey
sergio seth shane shannon sharon shawn sheila simon sofia sonia sophia sophie stefan stefano stella stephanie stephen steve steven stuart sue sunil sundar
susan suzanne sven tara tariq ted teresa terry thomas tibor tim timothy tina tobias todd tom tommy toni tony tracy travis trevor tyler ulrich ursula valentina
valerie vanessa vera veronica victor victoria vijay vikram vincent vinod vitalik vivek vladimir walter wang warren wei wendy wes wesley william yann
yasmin yoshua yuki yuri yusuf yves zachary zhang zoe
""")
