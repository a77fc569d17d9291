# 账号、登录、授权委托、单位、岗位、角色、日历、审计。

## 登录
admin-sign-in-title = 登录
admin-sign-in-not-needed = 看指南、查进度（凭办件号和查询码）、打 12345 都不用登录。
admin-sign-in-who = 身份
admin-sign-in-person = 个人
admin-sign-in-firm = 企业
admin-sign-in-firm-title = 企业用个人账号登录
admin-sign-in-firm-how = 法定代表人或者代办人用自己的账号登录，进来以后选“替谁办”。企业没有另外的账号，也就没有可以外借的口令。
admin-sign-in-login = 账号
admin-sign-in-login-hint = 字母大小写不分
admin-sign-in-password = 口令
admin-sign-in-password-hint = 第一次登录，填工作人员给您的一次性口令
admin-sign-in-button = 登录
admin-sign-in-login-missing = 请填写账号
admin-sign-in-password-missing = 请填写口令
admin-sign-in-wrong = 账号或者口令不对。请核对后再试；连续错 5 次，要等 15 分钟。
admin-sign-in-locked-until = 连续错了多次。请在 { $time } 以后再试，或者打 12345。
admin-sign-in-slow-down = 这里刚才试的次数太多。请过十分钟再试，急事请到窗口或者打 12345。
admin-sign-in-locked = 这个账号被管理员停用了。请找本单位的系统管理员，或者打 12345。
admin-sign-in-other = 其他登录办法
admin-sign-in-no-account = 没有账号？
admin-sign-in-no-account-how = 带身份证到政务服务大厅，窗口当场开通。也可以让家人用自己的账号替您办，要您本人写一份委托。
admin-sign-in-no-phone = 不会用手机？打
admin-sign-in-staff = 工作人员也在这里登录。口令之后，还要输入验证器里的六位数字。

## 口令
admin-password-title = 设自己的口令
admin-password-why = 一次性口令只能用这一次。请设一个只有您自己知道的口令。
admin-password-new = 新口令
admin-password-again = 再填一遍新口令
admin-password-rule = 至少 10 个字符，字母、数字、其他字符里至少两种。一句您记得住的话最好。
admin-password-button = 保存口令
admin-password-differs = 两遍填的不一样，请重新填写
admin-password-too-short = 请至少写 10 个字符
admin-password-too-long = 请写 200 个字符以内
admin-password-has-login = 口令里请不要写账号
admin-password-too-plain = 请把字母、数字、其他字符混着用，不要老重复几个字符
admin-password-change = 改口令
admin-password-old = 现在的口令
admin-password-old-wrong = 现在的口令不对，请核对
admin-password-since = { $on } 设的

## 第二重验证
admin-code = 六位数字
admin-code-title = 输入六位数字
admin-code-hint = 打开手机上的验证器，看“一门”那一行，每半分钟换一次
admin-code-wrong = 数字不对，或者已经用过。请等验证器换下一组数字再填。
admin-code-lost = 手机丢了或者换了？请本单位的系统管理员给一个一次性口令，重新设。
admin-enrol-title = 设第二重验证
admin-enrol-why = 工作人员登录要两样东西：只有您知道的口令，只有您手里有的手机。设一次就好。
admin-enrol-1 = 在手机上装一个验证器（任何支持 TOTP 的都行）。
admin-enrol-2 = 用它扫下面的图；扫不了，就手工输入图下面的密钥。
admin-enrol-3 = 把它显示的六位数字填在下面。
admin-enrol-picture = 验证器扫的二维码
admin-enrol-key = 密钥：
admin-enrol-button = 确认
admin-second-factor = 第二重验证
admin-second-factor-about = 登录时除了口令，还要验证器里的六位数字。别人知道了口令也进不来。
admin-second-factor-on = 已设
admin-second-factor-off = 没设
admin-second-factor-set = 现在设
admin-second-factor-remove = 关掉第二重验证
admin-second-factor-required = 工作人员不能关。换手机请找系统管理员。

## 替谁办
admin-acting-title = 选替谁办
admin-acting-whose = 这次替谁办事？
admin-acting-self = 我自己
admin-acting-representative = 我是法定代表人
admin-acting-mandate-all = 受委托，全部事项
admin-acting-mandate-items = 受委托，{ $count } 个事项
admin-acting-button = 就替这一位办
admin-acting-choose = 请选一位；名单会变，请看现在的名单
admin-acting-nobody = 工作人员的账号不办自己的事。请用您本人的账号登录。

## 我的账户
admin-account-who = 我是谁
admin-account-name = 姓名
admin-sessions = 正登录着的地方
admin-sessions-end = 在别处全部退出
admin-session-here = 这里
admin-agent = 浏览器
admin-agent-unknown = 没有说明
admin-since = 登录时间
admin-seen = 最近一次
admin-method = 方式
admin-method-password = 口令
admin-method-password-totp = 口令和六位数字
admin-method-oidc = 统一身份认证
admin-method-token = 接口令牌
admin-sign-ins = 最近的登录
admin-when = 时间
admin-outcome = 结果
admin-outcome-in = 登录成功
admin-outcome-wrong = 账号或口令不对
admin-outcome-wrong-code = 六位数字不对
admin-outcome-throttled = 试得太多，被拦下
admin-outcome-locked = 账号已停用，被拦下
admin-address = 网络地址
admin-done-ended = 别处都已退出
admin-done-password = 口令改好了，别处都已退出
admin-done-enrolled = 第二重验证设好了
admin-done-removed = 第二重验证关了
