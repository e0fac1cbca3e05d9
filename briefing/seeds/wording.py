"""The words of page furniture, in the languages captures come in.

Words alone condemn a line only where they are all it says (`whole_line`), or where they open a line that no article
holds (`opening`). Softer words are cues: they count together, and with the place of the line.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ahocorasick_rs import AhoCorasick

# Each rule with lines that are furniture wherever they stand. Figures, marks and icons around the words don't count.
_WHOLE: Final = {
    "navigation": """
        for immediate release|press release|news release|pressemitteilung|communiqué de presse|新闻稿
        skip to main content|story highlights|skip to content|skip to navigation|skip to footer|jump to content
        jump to navigation|main menu
        menu|open menu|close menu|open navigation menu|toggle navigation|toggle menu|navigation|search|search site
        close|open
        close search|search icon|back to top|scroll to top|top|home|previous|next|previous article|next article
        previous post
        next post|previous story|next story|more|see all|view all|show more|load more|see more|read more
        continue reading|back
        view in browser|view this email in your browser|view online|open in app|table of contents|on this page
        in this article
        post navigation|skip navigation|skip to article|skip to main|continue reading the main story|exact matches only
        site map|sitemap|rss|rss feed|print|print this article|listen to this article|listen|listen to article
        text size|saved
        save|save article|save for later|bookmark|download pdf|international edition|international editions|edition
        all topics
        zum inhalt springen|zur navigation|menü|suche|startseite|mehr|weiterlesen|zurück|nach oben|drucken
        artikel drucken|schließen
        aller au contenu|menu principal|recherche|accueil|lire la suite|voir plus|haut de page|imprimer|fermer
        rechercher
        ir al contenido|buscar|inicio|leer más|ver más|imprimir|cerrar|salta al contenuto|cerca|leggi tutto|chiudi
        stampa
        ir para o conteúdo|leia mais|fechar|naar de inhoud|zoeken|lees meer|sluiten
        首页|返回首页|返回顶部|回到顶部|导航|菜单|搜索|搜尋|更多|查看更多|阅读更多|展开全文|查看全文|阅读全文|上一篇
        下一篇|上一页|下一页|打印|字号
        返回搜狐，查看更多|返回搜狐|点击查看更多|加载更多|全部|目录|关闭|收起|播报文章|听文章
        メニュー|検索|ホーム|トップ|トップページ|もっと見る|続きを読む|前の記事|次の記事|ページの先頭へ|本文へ|閉じる
        印刷
        본문 바로가기|메뉴|검색|홈|더보기|이전 기사|다음 기사|맨위로|닫기
    """,
    "account": """
        sign in|sign up|sign out|log in|login|log out|register|register now|create account|create an account|join
        join now|my account
        sign in to like|sign in to rate|sign in to comment|log in to comment|already a subscriber? log in
        already a member? sign in
        anmelden|einloggen|registrieren|konto erstellen|abmelden|se connecter|connexion|s'inscrire|créer un compte
        mon compte
        iniciar sesión|registrarse|accedi|registrati|entrar|inloggen
        登录|注册|登录注册|登录/注册|立即登录|退出|我的|个人中心|扫码登录|ログイン|会員登録|新規登録|로그인|회원가입
    """,
    "subscription": """
        subscribe|subscribe now|subscribe today|subscribe for free|newsletter|newsletters|get the newsletter
        sign up for newsletter
        sign up for our newsletter|subscribe to our newsletter|sign me up|your email|your email address
        enter your email|email address
        email|submit|type your email|thanks for subscribing|thank you for subscribing|get the app|download the app
        get app
        daily briefing newsletter|unsubscribe|manage preferences|manage subscription|support us|donate
        become a member|start writing
        abonnieren|jetzt abonnieren|newsletter abonnieren|newsletter bestellen|e-mail-adresse|abo|s'abonner
        abonnez-vous|je m'abonne
        votre adresse e-mail|inscrivez-vous à la newsletter|suscríbete|suscribirse|boletín|iscriviti|abbonati|assine
        abonneren
        订阅|立即订阅|订阅我们|免费订阅|下载app|下载客户端|打开app|扫一扫|扫码关注|微信扫一扫|关注我们|关注公众号
        メルマガ登録|購読する|구독하기|구독
    """,
    "sharing": """
        share|share this|share this article|share this story|share this post|share article|share on facebook
        share on twitter
        share on linkedin|share on x|share on whatsapp|share via email|tweet|pin|pin it|post|email this|email article
        copy link|link copied
        get short url|sharing is caring|addthis sharing buttons|google+|blogger|stumbleupon|mix|share it|more sharing
        copy url|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|flipboard|instagram|youtube|tiktok
        mastodon|bluesky|threads|weibo|xing
        pocket|tumblr|messenger|hacker news|line|wechat|shares|follow|follow us|follow us on|connect with us
        stay connected|stay in touch|following
        share this:|share:|like this|like loading|like|likes|love|teilen|auf facebook teilen|auf twitter teilen
        per e-mail teilen|folgen|folgen sie uns
        merken|link kopieren|partager|partager sur facebook|partager sur twitter|partager l'article|suivez-nous
        nous suivre|envoyer par e-mail
        compartir|compartir en facebook|síguenos|condividi|seguici|compartilhar|delen
        分享|分享到|分享至|转发|收藏|点赞|赞|微信|微博|朋友圈|qq空间|分享到微博|分享到微信|复制链接|举报|在看|喜欢
        打赏|赞赏|关注|已关注
        シェア|シェアする|ツイート|ツイートする|リンクをコピー|フォロー|フォローする|はてなブックマーク|공유|공유하기
        좋아요
    """,
    "comments": """
        comment|comments|add comment|add a comment|leave a comment|leave a reply|post a comment|post comment
        write a comment|view comments|show comments
        comments off|comments are closed|no comments yet|be the first to comment|join the conversation
        join the discussion|discussion
        top comments|top rated comments|best comments|reader comments|latest comments|all comments|view all comments
        tell us what you think|be the first to know|have your say|you must be logged in to post a comment
        comment guidelines|community standards|feed for comments|deixe um comentário|deixe uma resposta|комментарии
        добавить комментарий|оставить комментарий|отзывы|добавить отзыв|ответить|пожаловаться
        discussion about this post|reply|replies|reader feedback|how this landed with the community|rate this article
        was this worth your time?
        was this helpful?|was this article helpful?|did you find this useful?
        your email address will not be published|required fields are marked
        have your say|restacks|top|latest|discussions|report this comment|sort by|newest|oldest
        kommentare|kommentieren|kommentar schreiben|diskutieren sie mit|leserkommentare|commentaires
        laisser un commentaire|réagir|commenter|comentarios
        comentar|deja un comentario|commenti|commenta|reacties|comentários
        评论|写评论|发表评论|我要评论|网友评论|最新评论|热门评论|条评论|暂无评论|查看评论|我来说两句|说点什么
        参与评论|留言
        コメント|コメントする|コメントを書く|댓글|댓글 쓰기
    """,
    "counters": """
        followers|follower|views|view|reads|shares|likes|subscribers|claps|reactions|votes|points|comments|min read
        minute read|minutes read
        min lesezeit|minuten lesezeit|lesezeit minuten|lecture min|min de lecture|min de lectura|vues|阅读|人阅读
        次阅读|浏览
        次浏览|阅读量|人气|热度|播放|粉丝|点击
        閲覧|조회|조회수
    """,
    "advert": """
        ad|ads|advert|advertisement|advertisements|advertising|sponsored|sponsored content|sponsored post
        sponsored by|promoted|promotion|paid content|reg ad
        partner content|paid partnership|brought to you by|article continues after advertisement
        story continues below advertisement
        story continues below|article continues below|continue reading below|advertisement scroll to continue reading
        advertisement continue reading
        remove ads|report ad|report this ad|why this ad?|ad feedback|shop now|buy now|click to buy|learn more
        anzeige|werbung|anzeigen|advertorial|publicité|publicidad|pubblicità|publicidade|advertentie|annonce
        广告|廣告|推广|赞助|广告推广|広告|スポンサーリンク|pr|광고
    """,
    "player": """
        play|play video|pause|mute|unmute|watch|watch now|watch video|video player|now playing|up next|fullscreen
        full screen|settings|captions|subtitles
        captions off|subtitles off|quality|playback speed|current time|duration|remaining time|loaded
        stream type live|progress|playback rate|chapters
        descriptions off|audio track|this is a modal window
        beginning of dialog window escape will cancel and close the window|end of dialog window
        close modal dialog|replay|replay video|skip ad|skip in|volume|must watch|just watched|more videos
        replay more videos|watch live|video|featured video|videos|photos
        photo gallery|gallery|slideshow|hide caption|toggle caption|enlarge this image|view gallery
        open image in new window|media error|loading
        video abspielen|bild vergrößern|lire la vidéo|reproducir video|播放视频|点击播放|全屏|静音|倍速|动画を再生
    """,
    "related": """
        related tags|most read most shared|most popular today|most shared|most viewed|most watched|most commented
        we recommend|our latest stories|latest galleries|more latest galleries|next up|about this article
        artigos relacionados|leia também|notícias relacionadas|mais lidas|últimas notícias|materiales relacionados
        материалы по теме|читайте также|вам также может быть интересно|теги|самое популярное|похожие статьи
        topik|terkait
        related|related articles|related stories|related posts|related content|related topics|related news
        related coverage|related links|related reading
        more on this story|more stories|more news|more articles|more like this|more to read|more on this topic
        more on this|most popular|most read|popular
        popular posts|popular stories|popular now|popular topics|trending|trending now|trending stories
        trending topics|latest|latest news|latest stories
        latest articles|latest posts|recent posts|recent articles|recent stories|recommended|recommended for you
        recommended reading|recommended stories
        you may also like|you might also like|you might like|you may like|also read|read also|read next|up next
        what to read next|keep reading|further reading
        editors' picks|editor's picks|editor's choice|don't miss|in case you missed it|from our partners|from the web
        around the web|also check out|see also
        top stories|headlines|top news|featured|featured stories|explore more|explore topics|explore
        people on the move|expert insights|share your thoughts
        popular topics|topics|tags|categories|archives|filed under|tagged|in this story|more in|read this next
        more from this author|all newsletters
        mehr zum thema|lesen sie auch|das könnte sie auch interessieren|auch interessant|meistgelesen
        meistgelesene artikel|ähnliche artikel|weitere artikel|themen
        empfehlungen der redaktion|neueste artikel|beliebte artikel|passend zum thema|aktuelle nachrichten
        schlagwörter
        à lire aussi|lire aussi|articles liés|articles similaires|sur le même sujet|les plus lus|à la une|voir aussi
        nos derniers articles|derniers articles
        noticias relacionadas|artículos relacionados|te puede interesar|lo más leído|más noticias|leggi anche
        articoli correlati|potrebbe interessarti|veja também
        lees ook|gerelateerde artikelen|meest gelezen
        相关阅读|相关文章|相关新闻|相关推荐|相关资讯|相关报道|推荐阅读|延伸阅读|延伸閱讀|热门推荐|热门文章|热门新闻
        热点推荐|猜你喜欢|你可能感兴趣|您可能感兴趣|为您推荐|为你推荐
        最新文章|最新资讯|最新新闻|大家都在看|大家都在搜|精彩推荐|编辑推荐|往期推荐|往期回顾|精选文章|热榜|排行榜
        24小时热榜|更多精彩|热门标签|标签|文章标签|本文标签|今日热点
        関連記事|関連リンク|おすすめ記事|あわせて読みたい|こちらもおすすめ|人気記事|新着記事|ランキング
        アクセスランキング|최신 기사|관련기사|관련 기사|많이 본 뉴스|인기 기사
    """,
    "author box": """
        written by|media contact|media contacts|press contact|press contacts|pressekontakt|contact presse|媒体联系
        媒体联络
        about the author|about the authors|author|authors|contributor|contributors|staff writer|senior writer
        meet the author|view profile|view bio
        über den autor|über die autorin|à propos de l'auteur|sobre el autor|sull'autore|关于作者|作者简介|作者
        本文作者|この記事の著者
        著者プロフィール|ライター|기자
    """,
    "legal": """
        terms|terms of use|terms of service|terms and conditions|terms & conditions|privacy|privacy policy
        privacy notice|privacy & compliance policy|cookies
        cookie policy|cookies policy|cookie settings|cookie preferences|cookie statement|manage cookies
        manage consent|accept|accept all|accept cookies|accept all cookies
        reject all|decline|i agree|agree|got it|do not sell my personal information|your privacy choices
        your california privacy rights|ad choices|adchoices
        accessibility|accessibility help|accessibility statement|legal|legal notice|imprint|disclaimer|copyright
        all rights reserved|contact|contact us|about|about us
        careers|jobs|press|press center|advertise|advertise with us|help|help center|faq|customer care|feedback
        site feedback|corrections|masthead|staff
        impressum|datenschutz|datenschutzerklärung|agb|nutzungsbedingungen|kontakt|über uns|alle rechte vorbehalten
        mediadaten|werben|cookie-einstellungen|alle akzeptieren
        mentions légales|politique de confidentialité|conditions générales|nous contacter|contactez-nous
        qui sommes-nous|tout accepter|tout refuser|gérer les cookies
        aviso legal|política de privacidad|política de cookies|contacto|quiénes somos|aceptar|aceptar todo
        note legali|privacy e cookie|chi siamo|contatti
        关于我们|联系我们|联系方式|版权声明|免责声明|隐私政策|用户协议|服务条款|广告合作|商务合作|加入我们|友情链接
        网站地图|意见反馈|帮助中心|投稿|招聘
        お問い合わせ|プライバシーポリシー|利用規約|会社概要|運営会社|サイトマップ|広告掲載|特定商取引法に基づく表記
        개인정보처리방침|이용약관|회사소개|광고문의|제휴문의
    """,
}

# Each rule with how its lines begin (or what they consist of). Matched against the folded line.
_OPENING: Final = {
    "related": r"""
        (?:related|read|read more|see more|see also|also read|read also|read next|more|further reading|recommended
        |don't miss|must read|watch|listen|in pictures
        |mehr|mehr zum thema|lesen sie auch|siehe auch|lesen sie mehr|à lire aussi|lire aussi|voir aussi|lea también
        |lee también|leer más|leggi anche|leia também|lees ook
        |相关阅读|相关文章|相关报道|推荐阅读|延伸阅读|関連記事|관련기사) ?[:：>»|].{0,200}$
        |(?:related|also read|read also|see also) ?[-–—] ?.{0,200}$
        |more (?:from|by|stories from|great) [^.!?。]{2,60}$|mehr (?:von|aus) [^.!?。]{2,50}$
        |plus d'articles [^.!?。]{2,50}$
        |related (?:roundup|post|posts|article|tag|tags|topic|topics|story|video)s? ?[:：].{0,200}$
        |(?:next up|top stories|most (?:read|popular|viewed|shared|watched)|latest|trending)[ ]
        (?:in|on|from|at) [^.!?]{2,40}$
        |(?:previous|next|prev) (?:post|article|story) ?[:：].{0,200}$
        |names in this article ?[:：].{0,200}$
        |(?:tag|tags|filed under|topics|categories|categorized|posted in|keywords|tagged(?: with| as)?|schlagw[öo]rter
        |themen|mots-clés|étiquettes|etiquetas
        |标签|关键词|本文标签|文章标签|タグ|カテゴリ|태그) ?[:：].{0,300}$
    """,
    "navigation": r"""
        (?:click to|share|print|e-?mail|tweet)\b.{0,60}\(opens in (?:a )?new (?:window|tab)\)$
    """,
    "sharing": r"""
        (?:follow|like|join|find|connect with) (?:us|me|\w{2,20}) on .{2,120}$|share (?:this|on|via|with)\b.{0,60}$
        |share [\d.,]+k?$
        |(?:folgen sie|suivez|síguenos|seguici|siga)\b.{2,100}$|分享到[:：].{0,60}$|(?:扫码|长按|微信扫|扫描).{0,40}$
        |(?:欢迎)?关注.{0,30}(?:公众号|微信|微博).{0,40}$
    """,
    "subscription": r"""
        (?:subscribe|sign up|sign-up) (?:to|for|now|today|here|below|and)\b.{0,200}$|(?:get|receive) (?:the|our|all
        |more|breaking|latest|daily|weekly)\b.{0,80}
        (?:inbox|newsletter|delivered|e-?mail)\b.{0,100}$|no spam\b.{0,150}$|(?:you can )?unsubscribe (?:at any time
        |anytime|here)\b.{0,100}$|unsubscribe\b.{0,60}$
        |(?:want|need) more\b[^?]{0,60}\?.{0,200}$|(?:abonnieren|bestellen) sie\b.{0,150}$|(?:abonnez
        |inscrivez)-vous\b.{0,150}$|suscríbete\b.{0,150}$
        |(?:you're|you are) (?:receiving|reading) (?:this|a free).{0,200}$|upgrade to paid.{0,80}$
        |thanks for reading\b.{0,160}$
    """,
    "comments": r"""
        (?:sign|log) in to .{2,60}$|login to .{2,40}$|join the (?:conversation|discussion).{0,80}$|(?:leave|post|add
        |write) (?:a|your) (?:comment|reply).{0,60}$
        |\[? ?[\d.,]+ (?:comments?|thoughts?|responses?|replies|reactions?)(?: (?:on|to) .{0,160}| ?\])?$
        |(?:you )?must be (?:logged|signed) in to (?:post|comment|reply|leave).{0,60}$
        |(?:what do you think|have something to (?:say|add)).{0,100}$|[\d.,]+ (?:comments?|replies|kommentare?
        |commentaires?|comentarios?|commenti|条评论|件のコメント).{0,20}$
        |your email address will not be published.{0,100}$|save my name.{0,120}$
    """,
    "counters": r"""
        [\d.,]+\s?(?:k|m|万|萬|千)?\+? ?(?:followers?|views?|reads?|shares?|likes?|comments?|subscribers?|claps?
        |min(?:ute)?s?(?: read)?|min\.? lesezeit|阅读|次阅读|浏览|评论|点赞|收藏|人关注|閲覧|いいね|회)$
        |(?:阅读|浏览|评论|点赞|收藏|播放|人气|点击|views?|reads?|likes?|shares?|reading time|lesezeit
        |temps de lecture
        |조회수?) ?[:：(（]? ?[\d.,]+.{0,16}$
        |(?:updated |posted |published |about )?(?:an?|\d{1,2}) ?(?:h|m|d|hrs?|mins?|hours?|minutes?|days?
        |weeks?|months?)(?: ago| ago at .{4,12})$
        |\d{1,3}[ -](?:min(?:ute)?s?)(?: read| listen)?$|estimated reading time.{0,30}$
    """,
    "legal": r"""
        (?:©|\(c\) |copyright\b).{0,400}$
        |powered by .{2,60}$|proudly powered by.{0,60}$|durch die nutzung dieser (?:website|seite).{0,300}$
        |(?:we|this (?:web)?site|our (?:web)?site|wir|diese (?:web)?seite|nous|ce site)\b.{0,60}\bcookies?\b.{0,400}$
        |by (?:continuing|using|clicking|signing up|subscribing|submitting)\b.{0,120}(?:agree|accept|consent
        |acknowledge|privacy).{0,300}$
        |the material on this site may not be reproduced.{0,300}$|this (?:material|article
        |content) may not be (?:published|reproduced|reprinted).{0,300}$
        |this site is protected by recaptcha.{0,200}$
        |(?:免责声明|版权声明|广告声明
        |声明|特别声明|風險提示|風险提示|风险提示)[:：].{0,400}$
        |(?:无断|無断)転載.{0,60}$
    """,
    "advert": r"""
        advertisement\b.{0,60}$|(?:story|article) continues (?:below|after).{0,60}$|scroll to continue.{0,40}$
        |sponsored (?:by|content|post).{0,60}$
        |shop [^.]{0,60}(?:best sellers|deals|now).{0,80}$|(?:anzeige|werbung|publicité|publicidad
        |广告) ?[:：].{0,100}$
        |本文(?:由|为).{0,20}(?:广告|推广|赞助).{0,60}$
    """,
    "credit": r"""
        image (?:caption|source)\b.{0,200}$|\(?(?:image|photo|picture|foto|bild|video|graphic|illustration
        |header image|featured image|top image|cover (?:image|photo))s?(?: (?:credit|source|by
        |courtesy))?s?(?: of)? ?[:：/].{0,160}$
        |\(?(?:photo|image|picture|foto|video)s? (?:by|courtesy|credit|via)\b.{0,120}$|(?:image|photo|bild|slide
        |图) \d+ (?:of|von|/) \d+.{0,60}$|\(?credits? ?[:：].{0,120}$
        |(?:getty images|shutterstock|unsplash|reuters|istock|adobe stock|afp|ap photo|dpa|epa|imago|视觉中国|新华社
        |图虫创意
        |東方ic|东方ic)[/\w ,.]{0,60}$|(?:图源|图片来源|图片|图|配图|题图|制图|摄影) ?[:：/｜|].{0,80}$
        |(?:写真|画像|出典|提供) ?[:：].{0,60}$|[▲△▼].{0,60}$
    """,
    "author box": r"""
        发布于[:：].{0,20}$|(?:written|posted|published|reported|edited|reviewed|translated) by\b.{0,80}$
        |(?:about the authors?|über (?:den autor|die autorin)|关于作者|作者简介)\b.{0,200}$
        |(?:责任编辑|责编|编辑|校对|审核|排版|编译|来源|出品|监制|统筹|值班编辑|主编|编审) ?[:：/丨｜|].{0,60}$
        |(?:reporting|editing|additional reporting
        |writing) by .{3,160}$|\((?:reporting|edited|writing)\b.{3,200}\)$
    """,
    "editor's note": r"""
        (?:editor'?s?'? note|correction|this (?:story|article|post) (?:was|has been|originally
        |first))\b(?=.{0,80}(?:appeared|published (?:on|in|by|at) )).{0,240}$
    """,
    "dateline": r"""
        (?:(?:first |originally )?(?:published|posted)|(?:last )?(?:updated|modified))\b
        (?=.{0,40}(?:\d[:.h]\d\d|\d[-/.]\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))
        (?=.{0,60}\d)[^.!?]{0,120}$
    """,
    "template": r"""
        source: according to the creator.{0,160}$|\*?\[[a-z]{2,8}\]: .{2,60}$
        |(?:lorem ipsum).{0,400}$|(?:undefined|null|nan|\[object object\])$
        |(?:please )?enable javascript.{0,120}$|your browser (?:does not|doesn't|is not).{0,160}$
        |javascript (?:is )?(?:disabled|required).{0,120}$|der artikel wurde versandt$
        |this (?:e-?mail|message|newsletter) was sent to.{0,200}$|(?:having trouble|trouble) (?:viewing
        |reading).{0,100}$|view (?:this )?(?:e-?mail|newsletter|post|it) (?:in|on) .{2,60}$|(?:the article
        |your message) has been sent$
    """,
}

# What need not be the first words of a line: the rule, words of which such a line holds one, and its pattern. A line is
# matched only where it holds such words, for a match that may begin late is tried from place to place.
_FURTHER: Final = (
    (
        "navigation",
        "查看更多|阅读全文|展开全文|点击查看",
        r".{0,12}(?:查看更多|阅读全文|展开全文|点击查看).{0,3}(?:责任编辑.{0,24})?$",
    ),
    ("navigation", " > | › | » | → ", r"[^.!?>›»→]{1,30}(?: [>›»→] [^.!?>›»→]{1,40}){1,6}$"),
    ("subscription", "reader-supported publication", r".{2,60} is a reader-supported publication.{0,200}$"),
    ("legal", "all rights reserved", r".{0,120}all rights reserved.{0,200}$"),
    ("legal", "alle rechte vorbehalten", r".{0,80}alle rechte vorbehalten.{0,200}$"),
    ("legal", "tous droits réservés", r".{0,80}tous droits réservés.{0,200}$"),
    ("legal", "todos los derechos reservados", r".{0,80}todos los derechos reservados.{0,120}$"),
    ("legal", "版权所有", r".{0,60}版权所有.{0,160}$"),
    ("legal", "icp备|icp证", r".{0,30}[京沪粤浙苏闽川鄂湘]icp[备证].{0,120}$"),
    ("legal", "公网安备", r".{0,40}公网安备.{0,60}$"),
    ("legal", "we use cookies", r".{0,120}we use cookies.{0,400}$"),
    (
        "legal",
        "earn |earns |receive |receives ",
        r".{0,200}(?:may earn|earns?|receives?) (?:a (?:portion|commission|small)|an? affiliate|commission).{0,400}$",
    ),
    ("legal", "本文|本站", r".{0,20}本(?:文|站).{0,30}(?:版权|转载|不代表).{0,200}$"),
    ("legal", "未经", r".{0,20}未经.{0,20}(?:授权|许可|允许).{0,40}(?:转载|使用).{0,80}$"),
    ("legal", "무단 전재|무단전재", r".{0,40}무단 ?전재.{0,60}$"),
    ("advert", "click to |click here to ", r".{0,80}\bclick (?:here )?to (?:buy|shop|order)\b.{0,80}$"),
    ("credit", "=사진|사진=", r".{0,40}(?:=사진|사진=).{0,40}$"),
    ("template", "created with sketch", r".{0,60}created with sketch.{0,40}$"),
    ("template", "loading|please wait", r".{0,40}(?:loading|please wait) ?(?:\.\.\.|…)$"),
)

_CUES: Final = {
    3: r"""
        \b(?:
        subscribe (?:to|now|below|here|today)\b|sign up (?:for|to|here|now|today)\b|promo code\b|discount code\b
        |affiliate (?:commission|links?)\b|our (?:\w+ )?newsletter\b|when you buy your (?:pass|ticket)
        |securedrop\b|follow (?:us|him|her|them|me)\b(?=.{0,40}(?:@| on |twitter|facebook))|news tips?\b
        |delivered (?:straight )?to your inbox\b|privacy policy\b|check out our\b
        |become a (?:member|subscriber)\b|if you(?: are|'re) not subscribed|download (?:our|the) app\b
        |get your tickets?\b|jetzt (?:abonnieren|anmelden)\b|abonnez-vous\b|suscríbe|meld dich .{0,30}an\b
        )|扫码|公众号|点击关注|更多精彩内容|欢迎订阅|メルマガ|チャンネル登録
    """,
    2: r"""
        \b(?:
        newsletter\b|subscri(?:be|bers?|bed|ption)\b|unsubscribe\b|learn more[.!]?$|join (?:us|our)\b
        |save (?:up to )?[$€£\d]|register (?:now|today|here)
        |our (?:sister|podcasts?|forums?|conference|event|youtube|app)\b|[\w.+-]+@[\w-]+\.[a-z]{2,}
        |contact \w+ (?:on|at|via|by)\b|reach (?:us|out to us|me)\b|click (?:here|below)\b|that's all for\b
        |visit our\b|read (?:our|more about)\b|follow (?:us|me|along)\b|support our\b|cookies?\b
        |get (?:the|our|all the) (?:latest|best|top)\b|the material on this site\b|all rights reserved\b
        |share your (?:expertise|thoughts|story)\b|submit (?:early|your)\b
        |(?:fill out|take) (?:our|this) survey\b|thanks for reading\b|see you (?:next|tomorrow)\b|donat(?:e|ion)
        |ein anzeige\b|kostenlos .{0,20}abonnieren
        )|^(?:have|got|want|need|looking for|interested in) [^?.]{3,80}\?
        |^get (?:breaking|the latest|our|all the)\b|关注我们|点赞|转发|留言|投稿|广告|转载
    """,
    1: r"""
        \b(?:
        now you can\b|just (?:search|click|tap|tick)\b|(?:email|e-mail)\b|twitter\b|facebook\b|instagram\b
        |linkedin\b|signal\b|podcast\b|our website\b|coupon\b|webinar\b|tickets?\b|pass(?:es)? now\b|read more\b
        |sponsor|immerse yourself|stay (?:informed|up to date)\b|latest (?:news|threats|updates|content)\b
        |here are a few highlights|don't miss\b|no spam\b|please (?:share|like|consider)\b
        )
    """,
}


def fold(text: str) -> str:
    """Bring a line to the shape in which wordings are compared: NFKC, lower case, plain quotes, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("‘", "'")
    return " ".join(folded.split())


_ICONS: Final = re.compile(r"(?:[^\w(©▲△▼\[*\"'“]|_)+")
_ENDS: Final = frozenset(")]?%:.!\"'”_")  # what may end a line, beside letters and digits
_FIGURES: Final = re.compile(r"\(?\b[\d.,]+\s?[km万]?\b\+?\)?|[（(]\s*[)）]")
_FIGURE_SIGN: Final = re.compile(r"[\d.,)）]")  # one of them stands in every figure


def _phrases(block: str) -> frozenset[str]:
    return frozenset(fold(phrase) for line in block.splitlines() for phrase in line.split("|") if phrase.strip())


_PHRASES: Final = {phrase: rule for rule, block in reversed(_WHOLE.items()) for phrase in _phrases(block)}


def _joined(block: str) -> str:
    """Join a pattern that is written over several lines."""
    return "".join(line.strip() for line in block.splitlines())


# One group for each rule, in their order: the first that holds for a line is the one that matched.
_OPENINGS: Final = re.compile("|".join(f"({_joined(block)})" for block in _OPENING.values()))
_OPENING_RULES: Final = tuple(_OPENING)
_FURTHER_PATTERNS: Final = tuple((rule, re.compile(p)) for rule, words, p in _FURTHER for _ in words.split("|"))
_FURTHER_WORDS: Final = AhoCorasick([word for _, words, _ in _FURTHER for word in words.split("|")])
_CUE_PATTERNS: Final = tuple((weight, re.compile(_joined(block))) for weight, block in _CUES.items())
_MAX_OPENING: Final = 600


# A row of buttons fused into a line: `Share Tweet Submit`, `Share to Facebook`.
_BUTTONS: Final = frozenset(
    "share tweet submit pin post email e-mail print save copy link comment comments facebook twitter linkedin whatsapp "
    "telegram reddit pinterest flipboard instagram youtube messenger pocket tumblr weibo wechat sms to on via or and "
    "this x more".split()
)
_MOST_BUTTONS: Final = 12


def framed(text: str) -> str:
    """Fold a line and take icons and bullets off its ends."""
    folded = fold(text)
    icons = _ICONS.match(folded)
    start, end = icons.end() if icons else 0, len(folded)
    while end and not (folded[end - 1].isalnum() or folded[end - 1] in _ENDS):
        end -= 1
    return folded[start:end].strip()


def whole_line(folded: str) -> str:
    """Name the rule by which a line is furniture through and through; "" where it is none."""
    if len(folded) > 120:
        return ""
    bare = folded.rstrip(" .:!…")
    words = bare.split()
    if 2 <= len(words) <= _MOST_BUTTONS and _BUTTONS.issuperset(words):
        return "sharing"
    figureless = _FIGURES.sub("", bare) if _FIGURE_SIGN.search(bare) else bare
    for candidate in (folded, bare, figureless.strip(" .:·|-–—")):
        if candidate in _PHRASES:
            return _PHRASES[candidate]
    return ""


def opening(folded: str) -> str:
    """Name the rule by which a line is furniture, from how it begins; "" where it is none."""
    if len(folded) > _MAX_OPENING:
        return ""
    match = _OPENINGS.match(folded)
    opened = _OPENING_RULES[match.lastindex - 1] if match and match.lastindex else ""
    hits = {hit[0] for hit in _FURTHER_WORDS.find_matches_as_indexes(folded, overlapping=True)}
    further = {rule for rule, pattern in (_FURTHER_PATTERNS[hit] for hit in hits) if pattern.match(folded)}
    return next(rule for rule in _OPENING_RULES if rule == opened or rule in further) if further else opened


def cues(folded: str) -> int:
    """Weigh the words of promotion in a paragraph: each different one counts once."""
    sample = folded[:1500]
    if not _CUE_SIGNS.search(sample) and not _has_cue_word(sample):
        return 0
    return sum(weight * len({match[0] for match in pattern.finditer(sample)}) for weight, pattern in _CUE_PATTERNS)


def _has_cue_word(text: str) -> bool:
    """Tell whether one of the words that cues are made of stands in a text as a whole word."""
    hits = _CUE_WORDS.find_matches_as_indexes(text, overlapping=True)
    return any(
        text[start - 1 : start] not in _OF_WORDS and text[end : end + 1] not in _OF_WORDS for _, start, end in hits
    )


# One of these words or signs stands in every cue: a look at them spares most paragraphs the patterns.
_OF_WORDS: Final = frozenset("abcdefghijklmnopqrstuvwxyzéí'-")
_CUE_WORDS: Final = AhoCorasick(
    "subscribe subscriber subscribers subscribed subscription unsubscribe sign promo discount "
    "affiliate newsletter newsletters "
    "ticket tickets securedrop follow tip tips delivered privacy check become download jetzt "
    "abonnez-vous abonnieren suscríbete "
    "suscríbase get learn join save register our email e-mail mail contact reach click that's visit "
    "read support cookie cookies "
    "material reserved share submit fill take thanks see donate donation anzeige kostenlos now just "
    "twitter facebook instagram linkedin "
    "signal podcast website coupon webinar sponsor sponsored sponsors immerse stay latest highlights "
    "don't spam please meld".split()
)
_CUE_SIGNS: Final = re.compile("[?@\u3040-\u30ff\u4e00-\u9fff]")
