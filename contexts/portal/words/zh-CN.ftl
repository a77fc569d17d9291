# 门户：首页、我的空间、消息、关于本站。

## 导航和页脚
portal-nav-help = 帮助和 12345
portal-nav-figures = 公开数据
portal-foot-hall = 大厅在哪里
portal-foot-agents = 请代办员帮忙
portal-foot-stuck = 没办成？
portal-foot-correct = 要我补材料怎么办
portal-foot-rate = 评价这次服务
portal-foot-remedy = 不服决定怎么办
portal-foot-open = 公开
portal-foot-items = 全部事项
portal-foot-figures = 数据和口径
portal-foot-about = 关于本站

## 首页
portal-home-question = 想办什么事？
portal-home-search-what = 搜索事项
portal-home-search-example = 例如：开餐馆、排水许可、异地就医
portal-home-search = 搜索
portal-home-all-items = 全部事项
portal-home-my-cases = 查我的办件
portal-home-query = 凭编号查进度
portal-home-how = 怎么办、怎么补、怎么撤
portal-home-call = 一键打 12345
portal-home-by-who = 按身份找
portal-home-person = 个人办事
portal-home-firm = 企业办事
portal-home-project = 工程项目
portal-home-theme-about = { $examples } 共 { $n } 项
portal-home-no-items = 这里还没有公布事项
portal-home-no-items-why = 可以换一个身份找，或者打 12345 问。
portal-home-figures = 服务数据
portal-home-figures-all = 全部数据和口径
portal-home-too-few = 不足 30 件，只列件数
portal-home-in-person = 也可以当面办、电话办
portal-home-hotline = 打 { $number }
portal-home-hotline-about = 问怎么办、报问题、找人帮，每天 24 小时有人接

## 我的空间
portal-my = 我的空间
portal-my-nobody = 这个账号不是办事人账号
portal-my-nobody-why = 工作人员账号不能办自己的事。要办自己的事，请退出后用个人账号登录。
portal-my-under-mandate = 您现在受委托办事，看到的是委托人的办件。
portal-my-switch = 换一个办事身份
portal-my-waiting = 等您办的 { $n } 件
portal-my-waits = 要补材料
portal-my-open = 正在办的
portal-my-all-cases = 全部办件
portal-my-none = 您还没有办过事。
portal-my-none-open = 现在没有正在办的事。
portal-my-begin = 找一件事办
portal-my-promised = 承诺 { $date }
portal-my-more = 更多
portal-my-cases = 我的办件
portal-my-cases-about = 全部办件、进度、文书
portal-my-mandates = 委托
portal-my-mandates-about = 请人代办，或者收回委托
portal-my-data = 我的信息
portal-my-data-about = 存了什么、谁看过、带走、删草稿
portal-my-help = 帮助
portal-my-help-about = 怎么申请、补正、撤件、评价

## 消息
portal-messages = 消息
portal-messages-all = 全部消息
portal-messages-unread = { $n } 条没看
portal-messages-none = 还没有消息
portal-messages-none-why = 办件有进展时，这里会告诉您。
portal-messages-read-all = 全部标为看过
portal-messages-new = 新
portal-messages-open = 看这件事
portal-messages-channel = 这一版只在站内通知，不发短信、邮件。法律文书的送达按您确认的方式进行，不以这里的消息为准。

portal-message-submitted-title = 申请已提交
portal-message-submitted = 您的申请已经送到受理部门，等收件。
portal-message-received-title = 已收件
portal-message-received = 您的申请材料已经收到，收件凭证在办件页。
portal-message-correction-notified-title = 要补材料
portal-message-correction-notified = 您的申请要补正，要补的内容已经一次全部列在告知书里。
portal-message-correction-received-title = 补的材料已收到
portal-message-correction-received = 您补的材料已经收到，正在核对。
portal-message-accepted-title = 已受理
portal-message-accepted = 您的申请已经受理。
portal-message-not-required-title = 这件事不用办许可
portal-message-not-required = 您申请的事项依法不需要取得行政许可，告知书在办件页。
portal-message-rejected-title = 不予受理
portal-message-rejected = 您的申请不予受理，理由和救济途径写在文书里。
portal-message-paused-title = 停表
portal-message-paused = 您的办件进入依法不计入期限的程序，期限暂停计算，事由写在告知书里。
portal-message-pause-ended-title = 恢复计时
portal-message-pause-ended = 不计入期限的程序结束，期限继续计算。
portal-message-extended-title = 延长期限
portal-message-extended = 经本机关负责人批准，您的办件延长了期限，理由写在告知书里。
portal-message-granted-title = 准予
portal-message-granted = 您的申请准予，决定书在办件页。
portal-message-denied-title = 没有获准
portal-message-denied = 您的申请没有获准，理由和救济途径写在决定书里。
portal-message-closed-title = 已办结
portal-message-closed = 您的办件已经办结。您可以评价这次服务。
portal-message-served-title = 已送达
portal-message-served = 文书已经送达，送达记录在办件页。
portal-message-withdrawn-title = 已撤件
portal-message-withdrawn = 您的申请已经撤回。需要时可以重新申请。
portal-message-terminated-title = 终止办理
portal-message-terminated = 您的办件终止办理，原因写在通知书里。

portal-message-notice-by = 如果要补正，最晚 { $value }一次告诉您。
portal-message-answer-by = 请在 { $value }前补齐。
portal-message-promised-on = 我们承诺最晚 { $value }办完。
portal-message-legal-on = 法律规定最晚 { $value }。
portal-message-deferred-by = 容缺的材料请在 { $value }前补齐。
portal-message-planned-end = 预计 { $value }结束。
portal-message-extension-days = 延长 { $value } 个工作日。
portal-message-other-authority = 应当向 { $value }申请。
portal-message-result = 您会得到：{ $value }。
portal-message-serve-by = 最晚 { $value }送到您手里。
portal-message-review = 可以在 { $value }内申请行政复议。
portal-message-sue = 可以在 { $value }内提起行政诉讼。


## 我的信息
portal-data-held = 存了哪些
portal-data-nothing = 没有查到您的登记信息。
portal-data-empty = 没填
portal-data-firm-name = 名称
portal-data-firm-number = 统一社会信用代码
portal-data-representative = 法定代表人
portal-data-name = 姓名
portal-data-number = 证件号码
portal-data-phone = 手机
portal-data-address = 地址
portal-data-wrong = 有错可以改：打 12345，或者带证件到大厅。办件里填过的内容在各办件页。
portal-data-looks = 谁看过我的办件
portal-data-take = 带走我的信息
portal-data-take-about = 下载一个 JSON 文件，里面有您的登记信息（不遮挡）、办件、消息和查看记录。
portal-data-export = 下载
portal-data-drafts = 草稿
portal-data-not-own = 您现在受委托办事，这里不显示委托人的信息。请先换成本人身份。
portal-data-privacy = 个人信息怎么处理
portal-look-about = 列出最近 20 件办件的查看记录，只写单位和岗位。依法应当保密、告知会妨碍履行法定职责的查看不列（个人信息保护法第十八条、第三十五条）。
portal-look-none = 还没有人看过。
portal-look-when = 时间
portal-look-case = 办件
portal-look-who = 谁
portal-look-what = 看了什么
portal-look-me = 您自己
portal-look-agent = 受您委托的人
portal-look-what-page = 办件页
portal-look-what-file = 材料
portal-look-what-export = 导出
portal-look-what-unmask = 完整号码
portal-look-own-data = 查看本人信息
portal-drafts-none = 没有草稿。
portal-drafts-until = 存到 { $date }
portal-drafts-delete-about = 删掉以后找不回来。已经提交的办件不受影响。
portal-drafts-delete = 删掉全部 { $n } 份草稿

## 帮助
portal-help = 帮助
portal-help-apply = 怎么申请
portal-help-apply-1 = 在首页搜，或者按身份找到事项，打开办事指南，看条件、材料和期限。
portal-help-apply-2 = 登录后按“在线申请”一步一步填，填到一半会存成草稿。也可以到大厅窗口交纸质材料，或者邮寄，三种方式您自己选。
portal-help-apply-3 = 交上去会得到办件编号。窗口收件当场给凭证。
portal-help-correct = 要补材料怎么办
portal-help-correct-1 = 材料不全或者不对，部门应当当场或者五日内一次告诉您要补的全部内容；行政许可超过五日没告诉，从收到材料那天起就是受理。（行政许可法第三十二条）
portal-help-correct-2 = 打开“我的办件”，按告知书一项一项补，补完交上去就行。
portal-help-follow = 怎么看进度
portal-help-follow-1 = 登录后在“我的办件”看：现在在谁手里、承诺哪天办完、法律规定最晚哪天、哪些天不算。
portal-help-follow-2 = 不登录也可以用办件编号和收件凭证上的查询码查。
portal-help-withdraw = 怎么撤件
portal-help-withdraw-1 = 作出决定以前，可以在办件页撤回申请，写不写理由都行。
portal-help-withdraw-2 = 撤回以后需要再办，重新申请。
portal-help-rate = 怎么评价
portal-help-rate-1 = 办结以后，在办件页评价这次服务，可以不署名。
portal-help-rate-2 = 经办人看不到是哪一件的评价。差评有专人核实。
portal-help-remedy = 不服决定怎么办
portal-help-remedy-1 = 决定书里写明向谁申请行政复议、向哪个法院起诉、在多长时间内。以决定书为准。
portal-help-remedy-2 = 没有收到决定书，或者没写清楚，请打 12345。
portal-help-agents = 当面办、请人办
portal-help-agents-1 = 可以写委托书请人代办；企业也可以在“我的空间”里委托经办人，随时可以收回。
portal-help-agents-2 = 不方便上网的，打 12345 要代办员，或者直接到大厅。

## 无障碍
portal-accessibility = 无障碍说明
portal-accessibility-what = 做到了什么
portal-accessibility-what-1 = 不用鼠标、不用脚本也能办完每一件事；读屏软件能读出每个状态、每个输入框和每处错误。
portal-accessibility-what-2 = 颜色不单独表示意思：每盏灯都有形状和字。
portal-accessibility-what-3 = 页面放大到 200% 不用左右拉；有深色、高对比两种显示，也跟着设备的设置走。
portal-accessibility-what-4 = 长者版字不小于 18 磅，按钮不小于 60 像素，一按就打 12345，没有弹窗和倒计时。
portal-accessibility-gaps = 还没做到什么
portal-accessibility-gaps-1 = 您上传的扫描件和照片没有文字说明。
portal-accessibility-gaps-2 = 事项的英文内容由各部门逐步补，没有英文的显示中文。
portal-accessibility-tell = 碰到困难请告诉我们
portal-accessibility-tell-1 = 打 12345，说清是哪一页、用什么设备。不能在网上办的，当场帮您换一种方式办。

## 个人信息
portal-privacy = 个人信息保护
portal-privacy-who = 谁在处理
portal-privacy-who-1 = { $host }主办本站。办件由事项的实施部门处理。
portal-privacy-why = 为什么可以处理
portal-privacy-why-1 = 办您申请的事是履行法定职责所必需，不以您同意为条件（个人信息保护法第十三条第一款第三项）。
portal-privacy-why-2 = 处理前要告诉您；告诉会妨碍履行法定职责的除外（第三十五条）。本页就是告知。
portal-privacy-what = 存了什么、怎么存
portal-privacy-what-1 = 登录用的姓名、证件号码、手机；申请表里填的内容和上传的材料；办件的过程；谁在什么时候看过。
portal-privacy-what-2 = 姓名、号码、地址、表格内容单独加密，每人一把钥匙；办件记录里只有编号。
portal-privacy-what-3 = 页面上默认遮挡。工作人员要看完整号码必须写明理由，每次都记下来。
portal-privacy-what-4 = 不用第三方统计，不放广告，不跟踪。浏览器里只存登录状态和显示设置。
portal-privacy-how-long = 存多久
portal-privacy-how-long-1 = 草稿到期自动删，您也可以随时在“我的信息”里删。
portal-privacy-how-long-2 = 已经提交的办件按档案管理规定保存，到期销毁。保存期内限制使用，不能提前删（第四十七条第二款）。
portal-privacy-how-long-3 = 查看记录至少存六个月。
portal-privacy-rights = 您的权利
portal-privacy-rights-1 = 看和带走：“我的信息”里可以看、可以下载（第四十五条）。
portal-privacy-rights-2 = 改：发现不准可以要求更正（第四十六条），打 12345 或者带证件到大厅。
portal-privacy-rights-3 = 知道谁看过：“我的信息”里有查看记录；依法应当保密的不列（第十八条、第三十五条）。
portal-privacy-safe = 怎么保护
portal-privacy-safe-1 = 只有办这件事的岗位看得到，离岗就看不到；系统、安全、审计三种管理员分开，都看不到办件内容。
portal-privacy-safe-2 = 数据存在境内。发生泄露会依法通知您。

## 版本
portal-releases = 版本记录
portal-releases-this = 这一版
portal-releases-this-1 = 版本 { $version }。能查事项、在线申请、补正、撤件、看进度和每一天怎么算、领文书、评价、委托、看公开数据。
portal-releases-this-2 = 工作人员能收件、受理、审查、决定、用印、送达，能看指标和名单。
portal-releases-not-yet = 还没有的
portal-releases-not-yet-1 = 一件事一次办、热线工单、预约取号、短信和邮件通知还没有上线，页面上也没有它们的入口。

portal-sitemap = 网站地图
