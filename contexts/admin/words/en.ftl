# Accounts, sign-in, mandates, units, posts, roles, calendars, audit.

## Signing in
admin-sign-in-title = Sign in
admin-sign-in-not-needed = Guides, progress (by case number and query code) and the hotline 12345 need no sign-in.
admin-sign-in-who = Who you are
admin-sign-in-person = Person
admin-sign-in-firm = Firm
admin-sign-in-firm-title = Firms sign in by a person’s account
admin-sign-in-firm-how = The legal representative or the agent signs in with his or her own account and then chooses for whom to act. A firm has no account of its own, so there is no password to lend.
admin-sign-in-login = Account
admin-sign-in-login-hint = Capitals make no difference
admin-sign-in-password = Password
admin-sign-in-password-hint = The first time, the one-time code that you were given
admin-sign-in-button = Sign in
admin-sign-in-login-missing = Enter your account
admin-sign-in-password-missing = Enter your password
admin-sign-in-wrong = Account or password is wrong. Check both and try again; after five failures in a row you have to wait 15 minutes.
admin-sign-in-locked-until = Too many failures in a row. Try again after { $time }, or call 12345.
admin-sign-in-slow-down = There were too many attempts from here. Try again in ten minutes; if it is urgent, go to a window or call 12345.
admin-sign-in-locked = An administrator has locked this account. Ask your system administrator, or call 12345.
admin-sign-in-other = Other ways to sign in
admin-sign-in-no-account = No account?
admin-sign-in-no-account-how = Bring your identity card to the service hall; a window opens one at once. A relative may also act for you with his or her own account, by your written mandate.
admin-sign-in-no-phone = No smartphone? Call
admin-sign-in-staff = Staff sign in here too. After the password comes the six-digit code of the authenticator.

## Passwords
admin-password-title = Set a password of your own
admin-password-why = The one-time code works only once. Set a password that nobody but you knows.
admin-password-new = New password
admin-password-again = New password again
admin-password-rule = At least 10 characters, of at least two kinds: letters, digits, others. A sentence that you can remember is best.
admin-password-button = Save the password
admin-password-differs = The two are not the same; enter them again
admin-password-too-short = Use at least 10 characters
admin-password-too-long = Use at most 200 characters
admin-password-has-login = Leave your account out of the password
admin-password-too-plain = Mix letters, digits and other characters, and do not repeat a few of them
admin-password-change = Change the password
admin-password-old = Present password
admin-password-old-wrong = The present password is wrong; check it
admin-password-since = Set on { $on }

## The second factor
admin-code = Six digits
admin-code-title = Enter the six digits
admin-code-hint = Open the authenticator on your phone and read the line “Yimen”; it changes every half minute
admin-code-wrong = The digits are wrong or were used already. Wait for the next ones.
admin-code-lost = Lost or changed your phone? Ask your system administrator for a one-time code and set it up anew.
admin-enrol-title = Set up the second factor
admin-enrol-why = Staff show two things to sign in: a password that only you know, and a phone that only you hold. You set it up once.
admin-enrol-1 = Install an authenticator on your phone (any that does TOTP).
admin-enrol-2 = Scan the picture below with it; or type in the key under the picture.
admin-enrol-3 = Enter the six digits that it shows.
admin-enrol-picture = QR code for the authenticator
admin-enrol-key = Key:
admin-enrol-button = Confirm
admin-second-factor = Second factor
admin-second-factor-about = Besides the password, signing in asks for six digits of your authenticator. Who learns the password still cannot get in.
admin-second-factor-on = Set up
admin-second-factor-off = Not set up
admin-second-factor-set = Set it up now
admin-second-factor-remove = Turn the second factor off
admin-second-factor-required = Staff cannot turn it off. For a new phone ask the system administrator.

## For whom I act
admin-acting-title = Choose for whom you act
admin-acting-whose = For whom do you act this time?
admin-acting-self = Myself
admin-acting-representative = I am the legal representative
admin-acting-mandate-all = By mandate, every item
admin-acting-mandate-items = By mandate, { $count ->
    [one] one item
   *[other] { $count } items
}
admin-acting-button = Act for this one
admin-acting-choose = Choose one; the list may have changed
admin-acting-nobody = A staff account handles nobody’s own affairs. Sign in with your personal account.

## My account
admin-account-who = Who I am
admin-account-name = Name
admin-sessions = Where I am signed in
admin-sessions-end = Sign out everywhere else
admin-session-here = here
admin-agent = Browser
admin-agent-unknown = Not said
admin-since = Signed in at
admin-seen = Last seen
admin-method = How
admin-method-password = Password
admin-method-password-totp = Password and six digits
admin-method-oidc = Identity provider
admin-method-token = API token
admin-sign-ins = Latest sign-ins
admin-when = When
admin-outcome = Result
admin-outcome-in = Signed in
admin-outcome-wrong = Account or password wrong
admin-outcome-wrong-code = Six digits wrong
admin-outcome-throttled = Stopped: too many attempts
admin-outcome-locked = Stopped: account locked
admin-address = Network address
admin-done-ended = Signed out everywhere else
admin-done-password = Password changed, signed out everywhere else
admin-done-enrolled = The second factor is set up
admin-done-removed = The second factor is off
