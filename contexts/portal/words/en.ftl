# Portal: home, my space, messages, about this site.

## Navigation and foot
portal-nav-help = Help and 12345
portal-nav-figures = Public figures
portal-foot-hall = Where the hall is
portal-foot-agents = Get help from an agent
portal-foot-stuck = Something did not work?
portal-foot-correct = I was asked for more papers
portal-foot-rate = Rate this service
portal-foot-remedy = I disagree with a decision
portal-foot-open = Open to all
portal-foot-items = All service items
portal-foot-figures = Figures and definitions
portal-foot-about = About this site

## Home
portal-home-question = What would you like to do?
portal-home-search-what = Search service items
portal-home-search-example = For example: open a restaurant, drainage permit
portal-home-search = Search
portal-home-all-items = All service items
portal-home-my-cases = Find my case
portal-home-query = Look up by number
portal-home-how = How to apply, correct, withdraw
portal-home-call = Call 12345 now
portal-home-by-who = By who you are
portal-home-person = For people
portal-home-firm = For businesses
portal-home-project = Construction projects
portal-home-theme-about = { $examples }; { $n ->
    [one] 1 item
   *[other] { $n } items
}
portal-home-no-items = No items are published here yet
portal-home-no-items-why = Choose another tab, or call 12345 and ask.
portal-home-figures = Figures
portal-home-figures-all = All figures and definitions
portal-home-too-few = Fewer than 30 cases: counts only
portal-home-in-person = In person or by telephone
portal-home-hotline = Call { $number }
portal-home-hotline-about = Ask how, report a problem, get help; answered day and night

## My space
portal-my = My space
portal-my-nobody = This is not an applicant’s account
portal-my-nobody-why = A staff account cannot apply for anything. Sign out and use your personal account for your own affairs.
portal-my-under-mandate = You act under a mandate: these are the cases of the person or firm you act for.
portal-my-switch = Act for somebody else
portal-my-waiting = { $n ->
    [one] 1 case waits for you
   *[other] { $n } cases wait for you
}
portal-my-waits = Papers to add
portal-my-open = In progress
portal-my-all-cases = All cases
portal-my-none = You have no cases yet.
portal-my-none-open = Nothing is in progress.
portal-my-begin = Find a service
portal-my-promised = promised by { $date }
portal-my-more = More
portal-my-cases = My cases
portal-my-cases-about = All cases, progress, papers
portal-my-mandates = Mandates
portal-my-mandates-about = Let somebody act for you, or take it back
portal-my-data = My data
portal-my-data-about = What is kept, who looked, export, drafts
portal-my-help = Help
portal-my-help-about = Apply, correct, withdraw, rate

## Messages
portal-messages = Messages
portal-messages-all = All messages
portal-messages-unread = { $n } unread
portal-messages-none = No messages yet
portal-messages-none-why = When one of your cases moves, you read it here.
portal-messages-read-all = Mark all as read
portal-messages-new = New
portal-messages-open = See this case
portal-messages-channel = This release tells you here only, not by SMS or mail. Papers are served in the way you confirmed; a message here is not service.

portal-message-submitted-title = Application sent
portal-message-submitted = Your application has reached the authority and waits to be received.
portal-message-received-title = Received
portal-message-received = Your application was received; the receipt is on the page of the case.
portal-message-correction-notified-title = Papers to add
portal-message-correction-notified = Your application needs correction. Everything that is needed is listed once, in the notice.
portal-message-correction-received-title = Correction received
portal-message-correction-received = What you added was received and is being checked.
portal-message-accepted-title = Accepted
portal-message-accepted = Your application was accepted.
portal-message-not-required-title = No permit needed
portal-message-not-required = By law what you asked for needs no permit; the notice is on the page of the case.
portal-message-rejected-title = Not accepted
portal-message-rejected = Your application was not accepted. The reasons and your remedies are in the paper.
portal-message-paused-title = Clock stopped
portal-message-paused = Your case entered a procedure that by law does not count towards the limit; the ground is in the notice.
portal-message-pause-ended-title = Clock running again
portal-message-pause-ended = The procedure that does not count has ended.
portal-message-interested-told-title = A third party was told
portal-message-interested-told = Your application touches somebody else’s major interests directly, and they were told. Both of you may state your views; you can do so on the case page.
portal-message-hearing-told-title = You may ask for a hearing
portal-message-hearing-told = Before the decision you may ask for a hearing, free of charge. Say on the case page whether you want one.
portal-message-hearing-announced-title = There will be a hearing
portal-message-hearing-announced = By law a hearing is held on your application, and it was announced to the public. You get time and place 7 days before.
portal-message-hearing-set-title = The hearing has a time and place
portal-message-hearing-set = The notice of hearing is on the case page, with time, place and chair.
portal-message-extended-title = Limit extended
portal-message-extended = The head of the authority extended the limit of your case; the reasons are in the notice.
portal-message-granted-title = Granted
portal-message-granted = Your application was granted; the decision is on the page of the case.
portal-message-denied-title = Denied
portal-message-denied = Your application was denied. The reasons and your remedies are in the decision.
portal-message-closed-title = Closed
portal-message-closed = Your case is closed. You can rate the service.
portal-message-served-title = Served
portal-message-served = The paper was served; the proof is on the page of the case.
portal-message-withdrawn-title = Withdrawn
portal-message-withdrawn = Your application was withdrawn. You can apply again when you need to.
portal-message-terminated-title = Terminated
portal-message-terminated = Your case was terminated; the ground is in the notice.

portal-message-ask-by = Ask by { $value } at the latest.
portal-message-hearing-at = Time: { $value }.
portal-message-notice-by = If anything is missing you are told once, by { $value }.
portal-message-answer-by = Hand it in by { $value }.
portal-message-promised-on = We promise to finish by { $value }.
portal-message-legal-on = The law’s limit is { $value }.
portal-message-deferred-by = Bring the papers that may follow by { $value }.
portal-message-planned-end = It should end on { $value }.
portal-message-extension-days = { $value } working days more.
portal-message-other-authority = Apply to { $value }.
portal-message-result = You will get: { $value }.
portal-message-serve-by = It reaches you by { $value }.
portal-message-review = You can ask for administrative review within { $value }.
portal-message-sue = You can go to court within { $value }.


## My data
portal-data-held = What is kept
portal-data-nothing = Nothing is registered about you.
portal-data-empty = not given
portal-data-firm-name = Name
portal-data-firm-number = Unified social credit code
portal-data-representative = Legal representative
portal-data-name = Name
portal-data-number = Identity number
portal-data-phone = Mobile phone
portal-data-address = Address
portal-data-wrong = If something is wrong: call 12345, or come to the hall with your identity card. What you wrote in an application is on the page of that case.
portal-data-looks = Who looked at my cases
portal-data-take = Take my data with me
portal-data-take-about = A JSON file with what is registered about you (unmasked), your cases, messages and who looked.
portal-data-export = Download
portal-data-drafts = Drafts
portal-data-not-own = You act under a mandate; data about the person you act for are not shown. Switch to yourself first.
portal-data-privacy = How personal data are handled
portal-look-about = Looks at your newest 20 cases, by unit and post. Looks that the law keeps secret, or where telling would hinder the duty, are left out (Personal Information Protection Law arts. 18, 35).
portal-look-none = Nobody has looked yet.
portal-look-when = When
portal-look-case = Case
portal-look-who = Who
portal-look-what = What
portal-look-me = You
portal-look-agent = Somebody with your mandate
portal-look-what-page = Page of the case
portal-look-what-file = A paper
portal-look-what-export = Export
portal-look-what-unmask = A full number
portal-look-own-data = Looking at own data
portal-drafts-none = No drafts.
portal-drafts-until = kept until { $date }
portal-drafts-delete-about = They cannot be brought back. Cases that were sent are not touched.
portal-drafts-delete = { $n ->
    [one] Delete the draft
   *[other] Delete all { $n } drafts
}

## Help
portal-help = Help
portal-help-apply = How to apply
portal-help-apply-1 = Search on the home page, or find the item by who you are. Its guide says the conditions, the papers and the limits.
portal-help-apply-2 = Sign in and follow “Apply online” step by step; half-filled forms are kept as drafts. You can also hand in paper at a window or by post. The choice is yours.
portal-help-apply-3 = You get a case number. At a window you get a receipt at once.
portal-help-correct = When more papers are asked for
portal-help-correct-1 = If something is missing or wrong, the authority tells you everything once, at once or within five days. A permit application about which nothing was said in five days counts as accepted from the day it was received (Administrative Licensing Law art. 32).
portal-help-correct-2 = Open “My cases”, add what the notice lists, and send it.
portal-help-follow = How to follow a case
portal-help-follow-1 = Sign in and open “My cases”: who has it, the promised day, the law’s limit, and which days do not count.
portal-help-follow-2 = Without signing in: use the case number and the code on your receipt.
portal-help-withdraw = How to withdraw
portal-help-withdraw-1 = Until the decision is made you can withdraw on the page of the case, with or without a reason.
portal-help-withdraw-2 = If you need it later, apply again.
portal-help-rate = How to rate
portal-help-rate-1 = When a case is closed, rate the service on its page, without your name if you like.
portal-help-rate-2 = The people who handled it do not see which case a rating is about. Bad ratings are checked by somebody else.
portal-help-remedy = When you disagree with a decision
portal-help-remedy-1 = The decision says where to ask for review, which court to go to, and by when. What it says is binding.
portal-help-remedy-2 = If you got no decision, or it does not say so clearly, call 12345.
portal-help-agents = In person, or through somebody else
portal-help-agents-1 = You may authorise somebody in writing; a firm can also do so under “My space”, and take it back at any time.
portal-help-agents-2 = If you would rather not go online, call 12345 and ask for an agent, or come to the hall.

## Accessibility
portal-accessibility = Accessibility
portal-accessibility-what = What works
portal-accessibility-what-1 = Everything can be done without a mouse and without scripts; screen readers say every state, field and error.
portal-accessibility-what-2 = Colour never stands alone: each status has a shape and a word.
portal-accessibility-what-3 = Pages enlarge to 200 % without scrolling sideways; there are dark and high-contrast views, and the device’s own settings are followed.
portal-accessibility-what-4 = The large-type view has nothing under 18 points and no button under 60 pixels, calls 12345 with one press, and has no pop-ups and no countdowns.
portal-accessibility-gaps = What does not work yet
portal-accessibility-gaps-1 = Scans and photos that people upload have no text alternative.
portal-accessibility-gaps-2 = Departments add English step by step; where there is none, Chinese is shown.
portal-accessibility-tell = Tell us
portal-accessibility-tell-1 = Call 12345 and say which page and which device. What you cannot do online is done with you in another way.

## Personal data
portal-privacy = Personal data
portal-privacy-who = Who handles them
portal-privacy-who-1 = This site is run by the { $host }. Cases are handled by the authority of the item.
portal-privacy-why = Why this is allowed
portal-privacy-why-1 = Handling your application is necessary for a statutory duty and does not depend on consent (Personal Information Protection Law art. 13(1)(3)).
portal-privacy-why-2 = You are told beforehand, unless telling would hinder the duty (art. 35). This page tells you.
portal-privacy-what = What is kept, and how
portal-privacy-what-1 = Name, identity number and phone for signing in; what you write and upload; what happens to a case; who looked at it and when.
portal-privacy-what-2 = Names, numbers, addresses and answers are encrypted apart from the records, with a key for each person; the records hold ids only.
portal-privacy-what-3 = Pages mask them. To see a full number staff must give a reason, and each time is recorded.
portal-privacy-what-4 = No third-party statistics, no advertising, no tracking. Your browser keeps your sign-in and display settings only.
portal-privacy-how-long = How long
portal-privacy-how-long-1 = Drafts expire by themselves; you can delete them at any time under “My data”.
portal-privacy-how-long-2 = Cases that were sent are kept as the rules on archives say and then destroyed. Until then their use is restricted, and they cannot be deleted early (art. 47(2)).
portal-privacy-how-long-3 = Records of who looked are kept for at least six months.
portal-privacy-rights = Your rights
portal-privacy-rights-1 = See and take with you: under “My data” (art. 45).
portal-privacy-rights-2 = Correct: ask for it by calling 12345 or at the hall with your identity card (art. 46).
portal-privacy-rights-3 = Know who looked: under “My data”, except what the law keeps secret (arts. 18, 35).
portal-privacy-safe = How they are protected
portal-privacy-safe-1 = Only the posts that handle a case see it, and only while somebody holds the post. The system, security and audit administrators are three people, and none sees cases.
portal-privacy-safe-2 = Data are stored in China. If they leak, you are told as the law says.

## Releases
portal-releases = Releases
portal-releases-this = This release
portal-releases-this-1 = Version { $version }. Find items, apply online, correct, withdraw, follow a case with every day explained, get papers, rate, give mandates, read public figures.
portal-releases-this-2 = Staff receive, accept, review, decide, seal and serve, and see figures and lists.
portal-releases-not-yet = Not yet
portal-releases-not-yet-1 = One-thing bundles, hotline orders, booking a ticket, SMS and mail are not built yet, and no page pretends they are.

portal-sitemap = Site map
