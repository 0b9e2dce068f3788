package dev.portcullis.guard.injection;

/**
 * What the rules for other languages look for, a paragraph for each language or group: es fr de pt it nl pl ru uk tr ar hi bn zh ja ko vi
 * id/ms th fa he el, then sv da no fi cs sk ro hu together, then sw and tl. Written without accents where the folded view has none.
 */
final class LanguageWords {

    static final String LINES = """
            @m.ignore = ignora | ignorad | ignore | ignoren | ignorar | olvida | olvide | olviden | olvidate | olvidar | omite \
                | descarta | haz caso omiso | desestima | no sigas | deja de seguir | salta
            @m.prior = anterior | anteriores | previa | previas | previos | precedentes | todas tus | todas las | que te dieron \
                | arriba | iniciales | anteriormente | antes | originales
            @m.orders = instrucciones | ordenes | indicaciones | directrices | reglas | comandos | instruccion | restricciones \
                | directivas | politicas
            @m.yours = tus instrucciones | tus reglas | sus instrucciones | sus reglas | tus directrices | tus restricciones \
                | tu programacion | tus filtros
            @m.show = muestra | muestrame | revela | revelame | imprime | dime | ensename | muestre | revele | repite | escribe \
                | cual es | cuales son
            @m.prompt = prompt del sistema | prompt de sistema | mensaje del sistema | instrucciones iniciales | prompt inicial \
                | tus instrucciones | instrucciones del sistema | instrucciones secretas | tu prompt | indicaciones del sistema
            @m.secret = clave secreta | contrasena secreta | palabra secreta | clave api | la contrasena | codigo secreto
            @m.nolimits = sin filtros | sin restricciones | sin limites | sin censura | sin ninguna restriccion | sin limitaciones
            @m.before = palabra por palabra | texto anterior | texto que aparece antes | texto de arriba | al pie de la letra | literalmente
            @m.all = olvida todo | olvide todo | olvidad todo | ignora todo | olvida todo lo anterior

            @m.ignore = oublie | oubliez | oublier | ignorez | ignore | ignorer | neglige | ne tiens pas compte | ne tenez pas compte \
                | fais abstraction | ne suis plus | fi des
            @m.prior = precedent | precedente | precedentes | precedents | anterieures | ci dessus | toutes les | toutes tes \
                | initiales | d'avant | prealables
            @m.orders = consignes | directives | ordres | regles | instructions | instruction | restrictions | commandes | indications \
                | consigne
            @m.yours = tes regles | tes instructions | vos regles | vos instructions | tes consignes | vos consignes | tes directives \
                | tes restrictions | tes filtres
            @m.show = affiche | affichez | revele | revelez | montre | montrez | montre moi | dis moi | repete | repetez | ecris \
                | donne moi | quelles sont | quel est | imprime
            @m.prompt = prompt systeme | invite systeme | message systeme | instructions initiales | prompt initial \
                | instructions systeme | tes instructions | vos instructions | ton prompt | consignes initiales | instructions secretes
            @m.secret = cle secrete | mot de passe secret | cle api | le mot de passe | code secret | mot secret
            @m.nolimits = sans filtre | sans filtres | sans restriction | sans restrictions | sans aucune restriction | sans limites \
                | sans censure | sans aucun filtre
            @m.before = mot pour mot | texte qui precede | texte ci dessus | texte precedent | mot a mot
            @m.all = oublie tout | oubliez tout | ignore tout ce qui precede | ignorez tout

            @m.ignore = ignoriere | ignorieren | ignoriert | vergiss | vergessen sie | vergesst | missachte | missachten | uberspringe \
                | beachte nicht | ubergehe | verwirf | verwerfe | abweichend zu | abweichend von
            @m.prior = vorherigen | vorherige | bisherigen | bisherige | obigen | obige | vorigen | fruheren | alle | vorangegangenen \
                | vorstehenden | ursprunglichen | vorangehenden | letzten | gegebenen
            @m.orders = anweisungen | anweisung | instruktionen | befehle | regeln | vorgaben | angaben | richtlinien | aufgaben \
                | auftrage | ausfuhrungen | einschrankungen | beschrankungen | informationen
            @m.yours = deine regeln | deine anweisungen | deine richtlinien | ihre anweisungen | ihre regeln | deine vorgaben \
                | deine einschrankungen | deine filter
            @m.show = zeige | zeig | nenne | verrate | verraten sie | gib | wiederhole | drucke | wie lauten | wie lauteten \
                | zeigen sie | nennen sie | offenbare | was sind | was waren
            @m.prompt = systemprompt | system prompt | systemnachricht | ursprunglichen anweisungen | deine anweisungen \
                | ihre anweisungen | geheimen anweisungen | initialen prompt | systemanweisungen | dein prompt | deinen prompt
            @m.secret = geheimen schlussel | geheime passwort | geheimschlussel | api schlussel | das passwort | geheimes passwort \
                | geheimwort
            @m.nolimits = ohne filter | ohne einschrankungen | ohne einschrankung | ohne beschrankungen | ohne zensur | ohne grenzen \
                | ohne regeln
            @m.before = wort fur wort | text vor dieser | text uber dieser | text oben | wortwortlich
            @m.all = vergiss alles | vergessen sie alles | ignoriere alles | vergiss nun alle* | alles gesagte | das obige und \
                | sehr gut sie haben den ersten test | den ersten test bestanden | obigen textes und | gesamten obigen text* \
                | informationen die sie erhalten haben sind irrelevant | die obigen ausfuhrungen ignorieren | alles davor | alles zuvor

            @m.ignore = ignore | ignora | ignorem | esqueca | esquece | esquecam | desconsidere | descarte | desobedeca \
                | pare de seguir | nao siga
            @m.prior = anteriores | previas | acima | todas as | iniciais | dadas | originais
            @m.orders = instrucoes | ordens | regras | diretrizes | comandos | restricoes | orientacoes
            @m.yours = suas regras | as suas regras | tuas regras | suas instrucoes | tuas instrucoes | suas diretrizes | seus filtros
            @m.show = mostre | mostra | revele | revela | exiba | imprima | diga | repita | quais sao | qual e | escreva
            @m.prompt = prompt de sistema | prompt do sistema | mensagem do sistema | instrucoes iniciais | suas instrucoes \
                | seu prompt | instrucoes do sistema | teu prompt
            @m.secret = chave secreta | senha secreta | a senha | palavra secreta | codigo secreto
            @m.nolimits = sem filtros | sem restricoes | sem limites | sem censura | sem limitacoes | sem nenhuma restricao
            @m.before = palavra por palavra | texto acima | texto anterior
            @m.all = esqueca tudo | ignore tudo | esquece tudo

            @m.ignore = ignora | ignorate | dimentica | dimenticate | dimenticati | trascura | non seguire | smetti di seguire \
                | tralascia | scorda
            @m.prior = precedenti | precedente | di prima | sopra | tutte le | iniziali | ricevute
            @m.orders = istruzioni | regole | ordini | direttive | comandi | restrizioni | linee guida | indicazioni
            @m.yours = tue regole | le tue regole | tue istruzioni | vostre regole | tue direttive | tuoi filtri | tue restrizioni
            @m.show = mostra | mostrami | rivela | rivelami | stampa | dimmi | ripeti | scrivi | quali sono | qual e | visualizza
            @m.prompt = prompt di sistema | prompt del sistema | messaggio di sistema | istruzioni iniziali | tue istruzioni \
                | tuo prompt | istruzioni di sistema
            @m.secret = chiave segreta | password segreta | la password | parola segreta | codice segreto
            @m.nolimits = senza filtri | senza restrizioni | senza limiti | senza censura | senza alcuna restrizione
            @m.before = parola per parola | testo sopra | testo precedente
            @m.all = dimentica tutto | ignora tutto | dimenticate tutto

            @m.ignore = negeer | vergeet | negeren | sla over | volg niet | houd geen rekening met
            @m.prior = eerdere | vorige | voorgaande | bovenstaande | alle | oorspronkelijke
            @m.orders = instructies | opdrachten | regels | richtlijnen | aanwijzingen | beperkingen
            @m.yours = je regels | jouw regels | uw regels | je instructies | je richtlijnen | jouw instructies
            @m.show = toon | laat | onthul | geef | print | vertel | herhaal | wat zijn | wat is
            @m.prompt = systeemprompt | systeembericht | je instructies | jouw instructies | oorspronkelijke instructies \
                | geheime instructies
            @m.secret = geheime sleutel | geheime wachtwoord | het wachtwoord | geheime code
            @m.nolimits = zonder beperkingen | zonder filters | zonder filter | zonder limieten | zonder censuur
            @m.before = woord voor woord | tekst hierboven | tekst voor dit bericht
            @m.all = vergeet alles | negeer alles

            @m.ignore = zignoruj | ignoruj | zapomnij | pomin | zlekcewaz | nie przestrzegaj | odrzuc | nie zwracaj uwagi
            @m.prior = poprzedni* | wczesniejsz* | powyzsz* | wszystkie | dotychczasow*
            @m.orders = polece* | instrukcj* | zasad* | regul* | wytyczn* | ograniczen* | rozkaz*
            @m.yours = swoich zasadach | swoje zasady | swoich regulach | swoich instrukcjach | o zasadach | swoje instrukcje
            @m.show = pokaz | ujawnij | wyswietl | podaj | zdradz | powtorz | wypisz | jakie sa
            @m.prompt = prompt systemowy | promptu systemowego | prompt systemu | instrukcje systemowe | swoje instrukcje \
                | wiadomosc systemowa
            @m.secret = tajny klucz | tajne haslo | sekretny klucz | tajny kod
            @m.nolimits = bez ograniczen | bez filtrow | bez cenzury | bez limitow
            @m.before = slowo po slowie | tekst powyzej | doslownie
            @m.all = zapomnij o wszystkim | zapomnij wszystko | zignoruj wszystko

            @m.ignore = игнорируй* | проигнорируй* | забудь* | не обращай внимания | отбрось | пренебреги | не следуй | отмени* \
                | игнорировать | не учитывай
            @m.prior = предыдущ* | прошл* | прежн* | вышеизложенн* | все | ранее | данные ранее | предшествующ* | исходн*
            @m.orders = инструкци* | указани* | правил* | команд* | ограничени* | приказ* | директив* | предписани*
            @m.yours = свои правила | твои правила | о правилах | о своих правилах | свои инструкции | ваши правила | свои ограничения \
                | все правила
            @m.show = покажи* | раскрой* | выведи* | назови | скажи | повтори* | сообщи | напиши | какие у тебя | выдай
            @m.prompt = системный промпт | системного промпта | системное сообщение | системные инструкции | свои инструкции \
                | твои инструкции | начальные инструкции | системный запрос | исходный промпт | свой промпт
            @m.secret = секретный ключ | секретный пароль | тайный ключ | секретный код | секретное слово
            @m.nolimits = без ограничений | без фильтров | без цензуры | без каких либо ограничений
            @m.before = слово в слово | текст выше | дословно
            @m.all = забудь все | забудьте все | забудь обо всем | игнорируй все выше

            @m.ignore = ігноруй* | проігноруй* | забудь* | не зважай | відкинь | не дотримуйся | знехтуй
            @m.prior = попередн* | усі | всі | вищезазначен* | ранішн*
            @m.orders = інструкці* | вказівк* | правил* | команд* | обмежен* | наказ*
            @m.yours = свої правила | твої правила | про правила | свої інструкції
            @m.show = покажи* | розкрий* | виведи | назви | скажи | повтори* | повідом
            @m.prompt = системний промпт | системне повідомлення | системні інструкції | свої інструкції | системний запит
            @m.secret = секретний ключ | таємний ключ | секретний пароль
            @m.nolimits = без обмежень | без фільтрів | без цензури
            @m.before = слово в слово | дослівно | текст вище
            @m.all = забудь все | забудьте все

            @m.ignore = yok say* | gormezden gel* | unut* | dikkate alma* | goz ardi et* | bosver
            @m.prior = onceki | yukaridaki | tum | butun | daha onceki | evvelki
            @m.orders = talimat* | kural* | komut* | yonerge* | kisitlama* | emir*
            @m.yours = kurallarini* | talimatlarini* | kurallari
            @m.show = goster* | acikla* | yazdir* | soyle* | ifsa et* | tekrarla* | paylas*
            @m.prompt = sistem istem* | sistem prompt* | sistem mesaj* | sistem talimat* | sistem komut*
            @m.secret = gizli anahtar* | gizli sifre* | gizli kod* | gizli parola*
            @m.nolimits = kisitlama olmadan | sinirsiz | filtresiz | kisitlamasiz | sansursuz | filtre olmadan
            @m.before = kelimesi kelimesine | yukaridaki metn*
            @m.all = her seyi unut*

            @m.ignore = *تجاهل* | انس | انسى | أنس | انسوا | لا تتبع | اهمل | أهمل | تغاض* | نسيان
            @m.prior = السابقة | السابق | أعلاه | جميع | كل | الأولية | الماضية
            @m.orders = *تعليمات* | *قواعد* | *أوامر* | *توجيهات* | *إرشادات* | *قيود*
            @m.yours = قواعدك | تعليماتك | قيودك | أوامرك | توجيهاتك
            @m.show = *اعرض* | *أظهر* | *اكشف* | *اطبع* | *أخبرني* | *كرر* | *اظهر* | قل لي
            @m.prompt = موجه النظام | رسالة النظام | تعليمات النظام | تعليماتك | مطالبة النظام | برومبت النظام
            @m.secret = المفتاح السري | كلمة السر | الكلمة السرية | المفاتيح السرية | كلمة المرور السرية
            @m.nolimits = بدون قيود | بلا قيود | دون قيود | بدون فلاتر | بدون أي قيود | بلا حدود | دون أي قيود
            @m.before = كلمة بكلمة | حرفيا | النص أعلاه | النص السابق
            @m.all = انس كل شيء | انسى كل شيء | تجاهل كل ما سبق | تجاهل كل شيء

            @m.ignore = अनदेखा* | नज़रअंदाज* | नजरअंदाज* | भूल जाओ | भूल जाइए | भूल जाएं | भूल जा | उपेक्षा
            @m.prior = पिछले | पिछली | पहले | सभी | ऊपर | पूर्व
            @m.orders = निर्देश* | नियम* | आदेश* | प्रतिबंध*
            @m.yours = अपने नियम* | अपने निर्देश* | अपने सभी नियम* | अपने सभी निर्देश*
            @m.show = दिखाओ | दिखाएं | दिखाइए | बताओ | बताएं | बताइए | प्रकट कर* | दोहराओ | उजागर कर*
            @m.prompt = सिस्टम प्रॉम्प्ट* | सिस्टम प्रॉम्ट* | सिस्टम संदेश | सिस्टम निर्देश* | प्रारंभिक निर्देश* | अपने निर्देश*
            @m.secret = गुप्त कुंजी | गुप्त पासवर्ड | गोपनीय कुंजी | गुप्त कोड | गुप्त जानकारी
            @m.nolimits = बिना किसी प्रतिबंध | बिना प्रतिबंध | बिना फ़िल्टर | बिना फिल्टर | बिना किसी रोक* | बिना किसी सीमा
            @m.before = शब्दशः | शब्द दर शब्द | ऊपर का पाठ
            @m.all = सब कुछ भूल* | सब भूल*

            @m.ignore = উপেক্ষা* | ভুলে যাও | ভুলে যান | অগ্রাহ্য* | এড়িয়ে যাও
            @m.prior = আগের | পূর্ববর্তী | সব | সমস্ত | উপরের
            @m.orders = নির্দেশ* | নিয়ম* | আদেশ* | বিধিনিষেধ*
            @m.yours = তোমার নিয়ম* | আপনার নিয়ম* | তোমার নির্দেশ* | আপনার নির্দেশ*
            @m.show = দেখাও | দেখান | প্রকাশ কর* | বলো | বলুন
            @m.prompt = সিস্টেম প্রম্পট* | সিস্টেম বার্তা | সিস্টেম নির্দেশ* | তোমার নির্দেশ*
            @m.secret = গোপন চাবি | গোপন পাসওয়ার্ড | গোপন কী | গোপন কোড
            @m.nolimits = কোনো সীমাবদ্ধতা ছাড়া | সীমাবদ্ধতা ছাড়াই | বিধিনিষেধ ছাড়া* | কোনো বিধিনিষেধ ছাড়া*

            @m.ignore = 忽略 | 忽视 | 無視 | 无视 | 忘记 | 忘記 | 忘掉 | 不要遵守 | 不要理会 | 抛开 | 不用管 | 跳过
            @m.prior = 之前 | 以上 | 上述 | 先前 | 前面 | 所有 | 上面 | 此前 | 原来 | 一切 | 任何
            @m.orders = 指令 | 指示 | 规则 | 規則 | 命令 | 说明 | 提示 | 限制 | 要求 | 约束 | 设定
            @m.yours = 你的规则 | 你的規則 | 你的指令 | 你的限制 | 您的规则 | 你的设定
            @m.show = 显示 | 顯示 | 输出 | 輸出 | 告诉我 | 告訴我 | 说出 | 說出 | 打印 | 展示 | 泄露 | 透露 | 重复 | 公开
            @m.prompt = 系统提示 | 系統提示 | 系统指令 | 初始指令 | 初始提示 | 系统消息 | 你的指令 | 你的提示词 | 原始指令
            @m.secret = 密钥 | 密鑰 | 秘密密码 | 密码 | 口令 | 秘密
            @m.nolimits = 不受任何限制 | 不受限制 | 没有限制 | 没有过滤 | 沒有限制 | 无限制 | 没有任何限制 | 不受约束
            @m.before = 逐字 | 一字不差 | 上面的文字 | 以上内容
            @m.all = 忘记一切 | 忘记所有 | 忘掉一切 | 忘记之前 | 忽略以上 | 忽略上面 | 忽略之前

            @m.ignore = 無視して | 無視し | 忘れて | 忘れろ | 従わないで | 無効に | 破棄して | 無視せよ
            @m.prior = これまで | 以前 | 上記 | すべて | 全て | 前の | 今まで | 先ほど | あらゆる
            @m.orders = 指示 | 命令 | ルール | 規則 | プロンプト | 制限 | ガイドライン | 設定
            @m.yours = あなたのルール | ルールを | あなたの指示 | 規則を
            @m.show = 表示して | 表示し | 教えて | 見せて | 出力して | 明かして | 開示して | 繰り返して | 公開して
            @m.prompt = システムプロンプト | システムメッセージ | 初期指示 | 最初の指示 | 初期プロンプト | システム指示
            @m.secret = 秘密鍵 | 秘密のキー | 秘密のパスワード | パスワードを | シークレットキー | 秘密の鍵
            @m.nolimits = 制限なし | 制限なく | フィルターなし | 無制限 | 制約なし
            @m.before = 一字一句 | 上の文章 | そのまま繰り返

            @m.ignore = 무시하* | 무시해* | 잊어* | 잊고 | 잊으* | 따르지 마* | 무시 하*
            @m.prior = 이전 | 위의 | 모든 | 앞의 | 지금까지 | 기존
            @m.orders = 지시* | 명령* | 규칙* | 지침* | 프롬프트* | 제한* | 제약*
            @m.yours = 너의 규칙 | 당신의 규칙 | 규칙을
            @m.show = 보여* | 알려* | 출력* | 공개* | 말해* | 표시* | 반복*
            @m.prompt = 시스템 프롬프트 | 시스템프롬프트 | 시스템 메시지 | 초기 지시 | 초기 프롬프트 | 시스템 지침
            @m.secret = 비밀 키 | 비밀키 | 비밀번호를 | 비밀 암호 | 비밀 코드
            @m.nolimits = 제한 없이 | 제한없이 | 필터 없이 | 제약 없이 | 아무 제한 없이
            @m.before = 글자 그대로 | 그대로 반복 | 위의 텍스트

            @m.ignore = bo qua | quen | phot lo | dung tuan theo | khong tuan theo | lam ngo
            @m.prior = truoc do | truoc day | o tren | moi | tat ca | ban dau | phia tren
            @m.orders = huong dan | chi thi | quy tac | menh lenh | lenh | chi dan | gioi han | quy dinh
            @m.yours = quy tac cua ban | cac quy tac | huong dan cua ban | quy dinh cua ban
            @m.show = hien thi | tiet lo | cho toi xem | in ra | cho biet | noi cho toi | lap lai
            @m.prompt = loi nhac he thong | prompt he thong | huong dan he thong | thong diep he thong | loi nhac cua ban
            @m.secret = khoa bi mat | mat khau bi mat | ma bi mat | mat khau
            @m.nolimits = khong gioi han | khong han che | khong bi kiem duyet | khong bo loc
            @m.before = tung chu | nguyen van | van ban o tren

            @m.ignore = abaikan | lupakan | hiraukan | jangan ikuti | kesampingkan
            @m.prior = sebelumnya | di atas | semua | sebelum ini | terdahulu | awal
            @m.orders = instruksi | perintah | aturan | arahan | petunjuk | batasan | pedoman | peraturan
            @m.yours = aturan anda | aturanmu | instruksi anda | instruksimu | peraturan anda | aturan kamu
            @m.show = tampilkan | tunjukkan | ungkapkan | cetak | beritahu | bocorkan | ulangi | dedahkan | paparkan
            @m.prompt = prompt sistem | pesan sistem | instruksi sistem | instruksi awal | instruksi anda | arahan sistem
            @m.secret = kunci rahasia | kata sandi rahasia | kata sandi | kunci rahsia | kode rahasia
            @m.nolimits = tanpa batasan | tanpa batas | tanpa filter | tanpa sensor | tanpa had | tanpa sekatan
            @m.before = kata demi kata | teks di atas

            @m.ignore = เพิกเฉย | ละเว้น | ไม่ต้องสนใจ | ลืม | ไม่สนใจ | ข้าม | อย่าทำตาม
            @m.prior = ก่อนหน้า | ทั้งหมด | ข้างต้น | ที่ผ่านมา | ด้านบน
            @m.orders = คำสั่ง | กฎ | คำแนะนำ | ข้อจำกัด | แนวทาง
            @m.yours = กฎของคุณ | คำสั่งของคุณ | กฎทั้งหมด
            @m.show = แสดง | เปิดเผย | บอก | พิมพ์
            @m.prompt = พรอมต์ระบบ | พรอมท์ระบบ | ข้อความระบบ | คำสั่งระบบ | พรอมต์ของระบบ
            @m.secret = รหัสลับ | กุญแจลับ | คีย์ลับ | รหัสผ่าน
            @m.nolimits = ไม่มีข้อจำกัด | โดยไม่มีข้อจำกัด | ไม่จำกัด | ไม่มีตัวกรอง

            @m.ignore = نادیده بگیر* | فراموش کن* | توجه نکن*
            @m.prior = قبلی | بالا | همه | تمام | پیشین
            @m.orders = دستورالعمل* | دستورات | دستور* | قوانین* | محدودیت*
            @m.show = نشان بده* | آشکار کن* | نمایش بده* | بگو | فاش کن*
            @m.prompt = پرامپت سیستم* | پیام سیستم* | دستورات سیستم | دستورالعمل‌های سیستم
            @m.secret = کلید مخفی | رمز مخفی | کلید سری | رمز عبور
            @m.nolimits = بدون محدودیت | بدون فیلتر | بدون سانسور

            @m.ignore = התעלם | התעלמי | התעלמו | שכח | שכחי | תשכח | תתעלם
            @m.prior = הקודמות | הקודמים | כל | לעיל | הקודמת
            @m.orders = ההוראות | הוראות | הכללים | כללים | ההנחיות | הפקודות | מההוראות | מההנחיות | המגבלות
            @m.show = הצג | הראה | גלה | הדפס | חשוף | תראה
            @m.prompt = הנחיית המערכת | הודעת המערכת | פרומפט המערכת | הוראות המערכת
            @m.secret = המפתח הסודי | הסיסמה הסודית | מפתח סודי
            @m.nolimits = ללא הגבלות | בלי הגבלות | ללא מסננים | ללא צנזורה

            @m.ignore = αγνοησε | αγνοηστε | ξεχασε | ξεχαστε | παραβλεψε
            @m.prior = προηγουμενες | προηγουμενα | ολες | παραπανω
            @m.orders = οδηγιες | εντολες | κανονες | περιορισμους | οδηγιων
            @m.show = δειξε | δειξε μου | αποκαλυψε | εμφανισε | πες μου
            @m.prompt = προτροπη συστηματος | μηνυμα συστηματος | οδηγιες συστηματος
            @m.secret = μυστικο κλειδι | μυστικο κωδικο
            @m.nolimits = χωρις περιορισμους | χωρις φιλτρα | χωρις λογοκρισια

            @m.ignore = ignorera | glom | bortse fran | ignorer | glem | se bort fra | unohda | jata huomiotta | ohita | sivuuta \
                | ignoruj | zapomen | zapomente | ignorujte | ignora | uita | ignorati | figyelmen kivul | felejtsd el | hagyd figyelmen
            @m.prior = tidigare | foregaende | ovanstaende | alla | tidligere | forrige | alle | ovenstaende | aiemmat | edelliset \
                | kaikki | aikaisemmat | predchozi | vsechny | predesle | anterioare | toate | precedente | korabbi | osszes | elozo
            @m.orders = instruktioner | anvisningar | regler | instrukser | instruksjoner | anvisninger | ohjeet | saannot | kaskyt \
                | instrukce | pokyny | pravidla | prikazy | instructiunile | instructiuni | regulile | utasitast | utasitasokat \
                | szabalyokat | utasitas
            @m.yours = dina regler | dine regler | dina instruktioner | saantosi | ohjeesi | sva pravidla | svoje pravidla \
                | regulile tale | a szabalyaidat
            @m.show = visa | avsloja | vis | avslor | nayta | paljasta | ukaz | zobraz | prozrad | arata | afiseaza | dezvaluie \
                | mutasd | ird ki
            @m.prompt = systemprompt* | systemmeddelande* | systemprompten | jarjestelmakehot* | jarjestelmaviesti | systemovy prompt \
                | systemovou zpravu | promptul de sistem | promptul sistemului | mesajul de sistem | rendszerprompt* | rendszeruzenet*
            @m.secret = hemliga nyckeln | hemlig nyckel | hemmelige nogle | hemmelige nokkelen | salainen avain | salaisen avaimen \
                | tajny klic | cheia secreta | titkos kulcs*
            @m.nolimits = utan begransningar | utan filter | uden begraensninger | uden filtre | uten begrensninger | ilman rajoituksia \
                | ilman suodattimia | bez omezeni | bez filtru | fara restrictii | fara filtre | korlatozas nelkul | szurok nelkul

            @m.before = vor dieser unterhaltung | vor dieser konversation | boven dit bericht | antes de esta conversacion \
                | avant cette conversation | avant ce message | prima di questa conversazione | antes desta conversa \
                | перед этим сообщением | перед этим разговором | 对话开始之前 | 对话开始前 | 会話の前 | 대화 시작 전
            @m.show = muestrame | zeige mir | montre moi | mostrami | toon me | mostre me | покажи мне
            @m.nolimits = sin reglas | ninguna regla | sans regles | aucune regle | senza regole | nessuna regola | sem regras \
                | nenhuma regra | zonder regels | bez zasad | без правил | kuralların yokmus | kurallar yokmus | kuralsiz | ルールがない \
                | 没有任何规则 | gelten keine regeln
            @m.answer = haz como si | actua como | comportati | agis comme | comporte toi | verhalte dich | finge | finja | fingi \
                | imagina | davran* | 假装 | 扮演 | ふりを | 演じて | 척해* | представь | притворись | gia vo | berpura pura* | แกล้ง \
                | inteligencia artificial | intelligenza artificiale | intelligence artificielle | kunstliche intelligenz \
                | tu as como si | haz de cuenta
            @m.answer = responde | responda | contesta | actua | asistente | respondeme | ia | reponds | repondez | agis | assistant \
                | antworte | antworten sie | assistent | assistenten | ki | handle | assistente | rispondi | agisci | antwoord \
                | beantwoord | odpowiadaj | odpowiedz | asystent* | отвечай* | ответь* | ассистент* | помощник* | бот | відповідай* \
                | асистент* | cevap* | yanit* | asistan* | أجب | أجيبي | *مساعد* | رد | उत्तर | जवाब | सहायक | উত্তর | জবাব | সহকারী \
                | 回答 | 助手 | 助理 | 答えて | 回答して | アシスタント | 応答 | 대답* | 답변* | 어시스턴트 | 비서 | tra loi | tro ly | jawab* | asisten | balas | ตอบ \
                | ผู้ช่วย | پاسخ | جواب | دستیار | ענה | תענה | עוזר | απαντησε | βοηθος | svara | svar | vastaa | odpovidej | odpovez \
                | raspunde | valaszolj
            @m.norules = no tienes reglas | no tienes restricciones | no tienes limites | n'as aucune restriction | n'as aucune limite \
                | n'as pas de regles | n'as plus de regles | keine regeln mehr | du hast keine regeln | du hast keine einschrankungen \
                | du hast keine grenzen | non hai regole | non hai restrizioni | non hai limiti | nessuna restrizione | nao tem regras \
                | nao tem restricoes | nao tens regras | geen regels | geen beperkingen | nie masz zadnych ograniczen \
                | nie masz zadnych zasad | нет никаких ограничений | нет никаких правил | у тебя нет ограничений | у тебя нет правил \
                | немає обмежень | немає правил | hicbir kural* | hicbir kisitlama* | kurallar yok | لا توجد قيود | ليس لديك قيود \
                | لا قيود | कोई नियम नहीं | कोई प्रतिबंध नहीं | 没有规则 | 没有任何规则 | 没有任何约束 | ルールのない | 制限のない | ルールはない | 규칙이 없* | 제한이 없* \
                | khong co quy tac | khong co gioi han | khong bi gioi han | tidak memiliki batasan | tidak punya batasan \
                | tidak ada batasan | tanpa aturan | ไม่มีกฎ | ไร้ข้อจำกัด | inga regler | ingen regler | ei mitaan saantoja

            @m.ignore = puuza | balewala | huwag pansinin | kalimutan
            @m.prior = awali | yaliyotangulia | naunang | lahat ng
            @m.orders = maagizo | maelekezo | tagubilin | utos | panuto | patakaran
            @m.show = onyesha | ipakita | ibunyag
            @m.prompt = system prompt | mfumo wa maagizo
            """;

    private LanguageWords() {}
}
