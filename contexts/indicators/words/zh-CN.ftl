# 指标：驾驶舱、公开数据、口径、名单。

indicators-menu-see = 看
indicators-menu-cockpit = 指标总览
indicators-cockpit = 指标总览
indicators-public = 公开数据
indicators-public-about = 全市合计，按每件事记录的分子、分母现算，四舍五入。点开每个数看口径和逐月数。演示城市的数是模拟数据。
indicators-all-mine = 我能看的全部
indicators-whole-city = 全市
indicators-scope = 范围
indicators-from = 从
indicators-to = 到
indicators-known = 按哪天所知
indicators-rank-by = 排名指标
indicators-look = 看
indicators-export = 导出 CSV
indicators-period = { $from } 至 { $to }
indicators-counted-at = 统计时点 { $at }
indicators-as-known-now = 名单按现在所知列出，只列您有权看的办件

indicators-nothing = 分母是 0，不算比率
indicators-too-few = 不足 30 件，只列件数
indicators-too-few-short = 不足 30 件
indicators-impossible = 分子大于分母，待核
indicators-growth = 上年同期 { $before }，{ $growth }%
indicators-before = 上年同期 { $before }%

indicators-trend = 受理和办结，按月
indicators-cases = 件
indicators-accepted = 受理
indicators-closed = 办结（横线）
indicators-month = { $n } 月
indicators-finding = 受理最多的是 { $most }，{ $most-n } 件；最少的是 { $least }，{ $least-n } 件。完整数据在图下表格。

indicators-open-now = 在办 { $n } 件
indicators-none-late = 您能看的名单里没有超承诺期限的。
indicators-lights-about = 灯按承诺期限现算，不存；停表的件按停表前的期限算。

indicators-ranking = { $figure }排名
indicators-higher-first = 比率高的在前。
indicators-lower-first = 越低越好，低的在前。
indicators-tie-rule = 四舍五入后相同的并列，下一名顺延；没有办件或者不足 30 件的单位不排名。
indicators-idle-units = 没有办件的单位 { $n } 个
indicators-place = 名次
indicators-unit = 单位
indicators-parents = 分子 ÷ 分母

indicators-figure = 指标
indicators-definitions = 口径
indicators-definition = 口径
indicators-numerator = 分子
indicators-denominator = 分母
indicators-cut-off = 统计时点
indicators-precision = 小数
indicators-places = { $n } 位，四舍五入
indicators-note = 说明
indicators-version = 版本
indicators-version-of = 第 { $version } 版，{ $from } 起
indicators-by-month = 逐月
indicators-by-unit = 按单位
indicators-by-day = 按日期
indicators-month-head = 月
indicators-day = 日
indicators-total = 合计

indicators-open-numerator = 看分子的办件
indicators-open-cases = 看这些办件
indicators-open-denominator = 看分母的办件
indicators-opens-counts = 这个指标打开到单位和日期为止
indicators-opens-counts-why = 评价和办件的对应关系对被评价单位保密，所以不列办件，只列每个单位、每一天的条数。
indicators-open-not-yours = 看办件名单要有办件列表的权限。
indicators-cases-behind = { $figure }：办件名单
indicators-counts-for = 计入
indicators-case = 办件编号
indicators-item = 事项
indicators-promised = 承诺截止
indicators-closed-on = 办结
indicators-no-cases = 没有办件
indicators-no-cases-why = 这个期间、这个范围里没有您能看的办件。
