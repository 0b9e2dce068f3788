package dev.portcullis.guard.injection;

/** Rules for other languages: verbs and their objects in either order, since many put the verb last. */
final class LanguageTable {

    static final String LINES = """
            language.override     0.90 @m.ignore <25> @m.prior <25> @m.orders
            language.override     0.90 @m.ignore <25> @m.orders <25> @m.prior
            language.override     0.90 @m.prior <25> @m.orders <25> @m.ignore
            language.override     0.90 @m.orders <10> @m.prior <25> @m.ignore
            language.yours        0.80 @m.ignore <8> @m.yours
            language.yours        0.80 @m.yours <8> @m.ignore
            language.all          0.60 @m.all
            language.leak         0.75 @m.show <30> @m.prompt
            language.leak         0.75 @m.prompt <30> @m.show
            language.secret       0.65 @m.show <14> @m.secret
            language.secret       0.65 @m.secret <14> @m.show
            language.nolimits     0.42 @m.nolimits
            language.answer       0.65 @m.answer <25> @m.nolimits
            language.answer       0.65 @m.nolimits <25> @m.answer
            language.norules      0.55 @m.norules
            language.mode         0.40 modo desarrollador | modo de desarrollador | mode developpeur | entwicklermodus | modo desenvolvedor | modalita sviluppatore | ontwikkelaarsmodus | tryb dewelopera | tryb programisty | режим разработчика | режим розробника | gelistirici modu* | وضع المطور | डेवलपर मोड | 开发者模式 | 開發者模式 | 開発者モード | デベロッパーモード | 개발자 모드 | che do nha phat trien | mode pengembang | โหมดนักพัฒนา | modo dan | mode dan | dan modus | режим dan | dan 模式 | dan模式 | dan モード | danモード | dan 모드
            language.before       0.60 @m.show | wiederhole | repite | repete | ripeti | repita | herhaal | powtorz <25> @m.before
            language.newtask      0.50 nun folgen | jetzt folgen | nun folgt | jetzt kommt | wir starten | nun kommt | konzentriere dich | konzentrieren sie sich | und nun <25> neue aufgabe | neue aufgaben | neuen aufgabe | neue herausforderung | diese aufgabe
            language.newtask      0.50 ahora tienes | nueva tarea: | nouvelle tache : | nouvelle tache: | neue aufgabe: | nova tarefa: | nuovo compito: | новая задача: | 新任务 | 新しいタスク
            language.now          0.45 from now on you are | ab jetzt bist du | ab sofort bist du | a partir de ahora eres | desormais tu es | a partir de agora voce | d'ora in poi sei | vanaf nu ben je | od teraz jestes | теперь ты | отныне ты | с этого момента ты | 从现在起你是 | 从现在开始你是 | 今から您は | 今からあなたは | 지금부터 너는 | 지금부터 당신은 | من الآن أنت | mulai sekarang anda | tu bay gio ban la | artik sen | bundan sonra sen | अब से तुम | अब से आप
            """;

    private LanguageTable() {}
}
