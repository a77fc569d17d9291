# 组件库的字：页面框架、灯、表单、列表、各种状态。

## 站名和框架
web-brand = 一门
web-skip = 跳到主要内容
web-demo = 演示说明
web-title-errors = 出错：
web-nav = 主导航
web-tabbar = 底部导航
web-rail = 工作菜单
web-crumb = 位置
web-print = 打印本页
web-call-12345 = 打 12345
web-back-home = 回首页
web-back-to-desk = 一门，回工作台
web-back-to-desk-short = 回工作台

web-nav-home = 首页
web-nav-items = 办事
web-nav-my-cases = 我的办件
web-tab-cases = 办件
web-tab-messages = 消息
web-tab-me = 我的
web-foot-offline = 不方便上网办？
web-foot-call = 打 12345，每天 24 小时有人接

web-util-region = 地区
web-util-change-region = ，切换地区
web-util-counties = 县市区与园区
web-util-settings = 显示设置
web-util-account = 账户
web-util-accessibility = 无障碍说明
web-util-elder = 长者版
web-util-standard = 标准版
web-util-dark = 深色
web-util-light = 浅色
web-util-contrast-high = 高对比
web-util-contrast-normal = 普通对比
web-sign-in = 登录 / 注册
web-sign-out = 退出
web-my-account = 我的账户
web-messages = 消息
web-messages-unread = 消息，{ $n } 条没看
web-unread-unit = 条没看
web-search-all = 全站
web-search-what = 搜索办件号、企业、事项

web-prefs = 显示设置
web-prefs-mode = 版式
web-prefs-mode-standard = 标准
web-prefs-mode-elder = 长者
web-prefs-density = 行距
web-prefs-density-cosy = 宽松
web-prefs-density-compact = 紧凑
web-prefs-theme = 明暗
web-prefs-theme-auto = 随设备
web-prefs-theme-light = 浅色
web-prefs-theme-dark = 深色
web-prefs-contrast = 对比
web-prefs-contrast-normal = 普通
web-prefs-contrast-high = 高
web-prefs-lang = 语言

## 日期和数
web-date-long = { $month } 月 { $day } 日（{ $weekday }）
web-date-full = { $year } 年 { $month } 月 { $day } 日
web-date-y = 年
web-date-m = 月
web-date-d = 日
web-weekday-1 = 周一
web-weekday-2 = 周二
web-weekday-3 = 周三
web-weekday-4 = 周四
web-weekday-5 = 周五
web-weekday-6 = 周六
web-weekday-7 = 周日
web-weekday-short-1 = 一
web-weekday-short-2 = 二
web-weekday-short-3 = 三
web-weekday-short-4 = 四
web-weekday-short-5 = 五
web-weekday-short-6 = 六
web-weekday-short-7 = 日
web-month-1 = 1 月
web-month-2 = 2 月
web-month-3 = 3 月
web-month-4 = 4 月
web-month-5 = 5 月
web-month-6 = 6 月
web-month-7 = 7 月
web-month-8 = 8 月
web-month-9 = 9 月
web-month-10 = 10 月
web-month-11 = 11 月
web-month-12 = 12 月
web-working-days = { $n } 个工作日
web-cut-off = 截至 { $date }

## 灯
web-lamp-not-yet = 未开始
web-lamp-running = 办理中
web-lamp-normal = 正常
web-lamp-done = 已办结
web-lamp-warning = 预警
web-lamp-yellow = 黄牌
web-lamp-red = 红牌
web-lamp-paused = 停表
web-lamp-defect = 要改
web-lamp-left = 剩 { $n } 天
web-lamp-over = 超 { $n } 天
web-lamp-days = { $word } { $days }
web-lamp-today = 今天到期

## 期限
web-we-promise = 我们承诺
web-law-says = 法律规定
web-due-promised = 我们承诺
web-due-legal = 法律规定最晚
web-due-holder = 现在在谁手里
web-due-promised-staff = 承诺截止
web-due-legal-staff = 法定截止
web-due-holder-staff = 现在谁在办
web-due-waiting = 等放假安排公布后确定
web-trail-next = 接下来：{ $what }
web-cal-counted = 算 1 天
web-cal-off = 不算
web-cal-paused = 停表
web-cal-today = 今天
web-cal-due = 承诺截止
web-cal-due-short = 截止
web-cal-off-short = 休
web-cal-paused-short = 停
web-cal-start-not-counted = 当天不算
web-cal-in-words = 逐日说明（文字版）
web-cal-table = 逐日说明表，可左右滚动
web-cal-date = 日期
web-cal-counts = 算不算
web-cal-why = 为什么
web-cal-not-counted = 不算
web-cal-not-counted-paused = 不算，停表
web-cal-nth = 第 { $n } 天

## 列表
web-scroll-region = { $what }，可左右滚动
web-chart-data = 图里的数
web-views = 保存的筛选
web-filter = 筛选
web-filter-clear = 清空
web-pick-all = 选中本页全部
web-pick-one = 选中 { $what }
web-pick-column = 选
web-pick-first = 先在表里勾选
# {n} 由页面上的脚本填，不是这里的变量。
web-picked = { "已选 {n} 件" }
web-pager = 翻页
web-pager-shown = 本页 { $n } 件
web-pager-about = ，共约 { $count } 件
web-pager-previous = 上一页
web-pager-next = 下一页

## 表单
web-optional = （选填）
web-error-before = 错误：
web-errors-count = 有 { $n } 处要改，改好才能继续
web-choose = 请选择
web-yes = 是
web-no = 否
web-from-wrong = 不对？
web-autosaved = { "{time} 已自动保存" }
web-not-autosaved = 没有存上，稍后再试；也可以按“先存着”
web-choose-files = 选择文件
web-take-picture = 拍照
web-remove-file = 删除 { $name }
web-stars-1 = 非常不满意
web-stars-2 = 不满意
web-stars-3 = 基本满意
web-stars-4 = 满意
web-stars-5 = 非常满意

## 公文纸
web-paper-preview = 预览，未发出
web-paper-not-sealed = 未用印 无效
web-paper-seal-place = 盖章处
web-paper-check-code = 校验码
web-paper-check-at = 到这里核对真伪：

## 各种状态
web-no-result = 没有找到“{ $what }”
web-not-found = 没有这个页面
web-not-found-query = 凭办件号查
web-not-found-hint = 网址或号码可能少了一位。请对照凭证再输一次，或者从首页找。
web-forbidden = 这一页只给指定的人看
web-forbidden-needs = 需要“{ $what }”的权限。
web-forbidden-logged = 这次打开已经记录。
web-forbidden-ask = 申请查看
web-signed-out = 登录已到期
web-signed-out-why = 为了您的信息安全，一段时间没有操作就会退出登录。
web-signed-out-kept = 您填的内容已保存为草稿，登录后接着填。
web-signed-out-not-kept = 刚才这一步没有存上，登录后请再做一次。
web-signed-out-again = 重新登录
web-failure = 没有办成
web-failure-kept = 我们这边出了故障，不是您填错。您填的内容已保存，10 分钟后再试。
web-failure-not-kept = 我们这边出了故障，不是您填错。刚才这一步没有存上，请过 10 分钟再试。
web-failure-again = 再试一次
web-failure-number = 报错号
web-unavailable = 现在办不了
web-unavailable-unknown = 不知道办成没有
web-unavailable-typed = 您填的都还在这一页上。按下面的按钮就是原样再交一次，不会办两遍。
web-unavailable-soon = 恢复以后系统自己接着办，不用另外申请。急事请打 12345 或者到窗口。
web-unavailable-repeat = 再交一次
web-refused = 现在不能这样办
web-refused-basis = 依据：{ $basis }
web-refused-nothing-changed = 什么都没有改动。
web-conflict = 这条记录刚被别人改过
web-conflict-kept = 您填的内容还在。对照下面的不同，再决定用哪一份。
web-conflict-table = 两份内容的不同
web-conflict-field = 项目
web-conflict-before = 原来
web-conflict-theirs = 别人改成
web-conflict-yours = 您填的
web-conflict-use-mine = 用我填的
web-conflict-use-theirs = 看别人改的那份
web-success-number = 办件号
web-leaving = { $n } 分钟后退出登录
web-leaving-why = 为了您的信息安全。填的内容已保存。
web-leaving-stay = 我还在，继续

web-gallery = 组件样张
