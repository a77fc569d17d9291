# Words of the component library: frame, lamps, forms, lists, states.

## Name and frame
web-brand = Yimen
web-skip = Skip to main content
web-demo = Demonstration
web-title-errors = { "Error: " }
web-nav = Main navigation
web-tabbar = Bottom navigation
web-rail = Work menu
web-crumb = You are here
web-print = Print this page
web-call-12345 = Call 12345
web-back-home = Back to the home page
web-back-to-desk = Yimen, back to the desk
web-back-to-desk-short = Back to the desk

web-nav-home = Home
web-nav-items = Services
web-nav-my-cases = My cases
web-tab-cases = Cases
web-tab-messages = Messages
web-tab-me = Me
web-foot-offline = Rather not do it online?
web-foot-call = Call 12345, answered day and night

web-util-region = Region
web-util-change-region = , change region
web-util-counties = Counties and parks
web-util-settings = Display settings
web-util-account = Account
web-util-accessibility = Accessibility
web-util-elder = Large type
web-util-standard = Standard type
web-util-dark = Dark
web-util-light = Light
web-util-contrast-high = High contrast
web-util-contrast-normal = Normal contrast
web-sign-in = Sign in
web-sign-out = Sign out
web-my-account = My account
web-messages = Messages
web-messages-unread = Messages, { $n } unread
web-unread-unit = { " unread" }
web-search-all = Whole site
web-search-what = Search case numbers, firms, services

web-prefs = Display
web-prefs-mode = Type
web-prefs-mode-standard = Standard
web-prefs-mode-elder = Large
web-prefs-density = Rows
web-prefs-density-cosy = Roomy
web-prefs-density-compact = Compact
web-prefs-theme = Colours
web-prefs-theme-auto = As the device
web-prefs-theme-light = Light
web-prefs-theme-dark = Dark
web-prefs-contrast = Contrast
web-prefs-contrast-normal = Normal
web-prefs-contrast-high = High
web-prefs-lang = Language

## Dates and numbers
web-date-long = { $weekday } { $day } { $month-name } { $year }
web-date-full = { $day } { $month-name } { $year }
web-date-y = year
web-date-m = month
web-date-d = day
web-weekday-1 = Mon
web-weekday-2 = Tue
web-weekday-3 = Wed
web-weekday-4 = Thu
web-weekday-5 = Fri
web-weekday-6 = Sat
web-weekday-7 = Sun
web-weekday-short-1 = Mo
web-weekday-short-2 = Tu
web-weekday-short-3 = We
web-weekday-short-4 = Th
web-weekday-short-5 = Fr
web-weekday-short-6 = Sa
web-weekday-short-7 = Su
web-month-1 = January
web-month-2 = February
web-month-3 = March
web-month-4 = April
web-month-5 = May
web-month-6 = June
web-month-7 = July
web-month-8 = August
web-month-9 = September
web-month-10 = October
web-month-11 = November
web-month-12 = December
web-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
}
web-cut-off = As of { $date }

## Lamps
web-lamp-not-yet = Not started
web-lamp-running = In progress
web-lamp-normal = On time
web-lamp-done = Done
web-lamp-warning = Warning
web-lamp-yellow = Yellow card
web-lamp-red = Red card
web-lamp-paused = Clock stopped
web-lamp-defect = To mend
web-lamp-left = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
}
web-lamp-over = { $n ->
    [one] { $n } day over
   *[other] { $n } days over
}
web-lamp-days = { $word }, { $days }
web-lamp-today = due today

## Limits
web-we-promise = We promise
web-law-says = The law says
web-due-promised = We promise
web-due-legal = Latest by law
web-due-holder = Who has it now
web-due-promised-staff = Promised
web-due-legal-staff = Statutory
web-due-holder-staff = Who has it now
web-due-waiting = Known when the holidays are announced
web-trail-next = Next: { $what }
web-cal-counted = Counts as a day
web-cal-off = Doesn’t count
web-cal-paused = Clock stopped
web-cal-today = Today
web-cal-due = Promised by
web-cal-due-short = Due
web-cal-off-short = Off
web-cal-paused-short = Stop
web-cal-start-not-counted = not counted
web-cal-in-words = Day by day, in words
web-cal-table = Day by day, scrolls sideways
web-cal-date = Date
web-cal-counts = Counts?
web-cal-why = Why
web-cal-not-counted = No
web-cal-not-counted-paused = No, clock stopped
web-cal-nth = Day { $n }

## Lists
web-scroll-region = { $what }, scrolls sideways
web-chart-data = The numbers
web-views = Saved filters
web-filter = Filter
web-filter-clear = Clear
web-pick-all = Select all on this page
web-pick-one = Select { $what }
web-pick-column = Select
web-pick-first = Tick rows first
# {n} is filled in by the script of the page.
web-picked = { "{n} selected" }
web-pager = Pages
web-pager-shown = { $n } on this page
web-pager-about = , about { $count } in all
web-pager-previous = Previous
web-pager-next = Next

## Forms
web-optional = (optional)
web-error-before = { "Error: " }
web-errors-count = { $n ->
    [one] { $n } thing to mend before you can go on
   *[other] { $n } things to mend before you can go on
}
web-choose = Choose
web-yes = Yes
web-no = No
web-from-wrong = Not right?
web-autosaved = { "Saved at {time}" }
web-not-autosaved = Not saved; we’ll try again. You can also press “Save for later”
web-choose-files = Choose files
web-take-picture = Take a picture
web-remove-file = Remove { $name }
web-stars-1 = Very dissatisfied
web-stars-2 = Dissatisfied
web-stars-3 = Fairly satisfied
web-stars-4 = Satisfied
web-stars-5 = Very satisfied

## Official paper
web-paper-preview = Preview, not issued
web-paper-not-sealed = Not sealed, not valid
web-paper-seal-place = Seal here
web-paper-check-code = Check code
web-paper-check-at = { "Check it at " }

## States
web-no-result = Nothing found for “{ $what }”
web-not-found = There is no such page
web-not-found-query = Look up a case number
web-not-found-hint = A digit of the address or number may be missing. Compare it with your receipt, or start from the home page.
web-forbidden = This page is for named people only
web-forbidden-needs = It needs the permission “{ $what }”.
web-forbidden-logged = That you opened it has been recorded.
web-forbidden-ask = Ask for access
web-signed-out = Your sign-in has run out
web-signed-out-why = To keep your information safe, you are signed out after a while without activity.
web-signed-out-kept = What you typed is saved as a draft; sign in and go on.
web-signed-out-not-kept = The last step was not saved; sign in and do it again.
web-signed-out-again = Sign in again
web-failure = It did not go through
web-failure-kept = Something broke on our side; you did nothing wrong. What you typed is saved. Try again in 10 minutes.
web-failure-not-kept = Something broke on our side; you did nothing wrong. The last step was not saved. Try again in 10 minutes.
web-failure-again = Try again
web-failure-number = Error number
web-unavailable = Not possible right now
web-unavailable-unknown = We cannot tell whether it was done
web-unavailable-typed = Everything you typed is still on this page. The button below submits it again as it was; it will not be done twice.
web-unavailable-soon = The system goes on by itself once it is well again. If it is urgent, call 12345 or come to a window.
web-unavailable-repeat = Submit again
web-refused = This can’t be done now
web-refused-basis = Basis: { $basis }
web-refused-nothing-changed = Nothing has been changed.
web-conflict = Someone has just changed this record
web-conflict-kept = What you typed is still here. Compare the two, then choose.
web-conflict-table = Differences between the two
web-conflict-field = Field
web-conflict-before = Before
web-conflict-theirs = Changed to
web-conflict-yours = You typed
web-conflict-use-mine = Use mine
web-conflict-use-theirs = See the changed one
web-success-number = Case number
web-leaving = { $n ->
    [one] You will be signed out in { $n } minute
   *[other] You will be signed out in { $n } minutes
}
web-leaving-why = To keep your information safe. What you typed is saved.
web-leaving-stay = I’m still here

web-gallery = Component samples
