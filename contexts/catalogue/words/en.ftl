# The catalogue: guides, lists, search, import, quality.

## Import: why a whole file is not taken
catalogue-import-too-large = The file is too large ({ $size } bytes); the limit is 64 MB. Split it and import the parts.
catalogue-import-empty = The file is empty. Check that you chose the right one.
catalogue-import-encoding = { $found ->
    [utf-16] The file is in UTF-16, which is not read.
    [workbook] The file is a workbook (xlsx or xls), not CSV.
    [compressed] The file is compressed, not CSV.
    [zero-bytes] The file has zero bytes: not a text, or in UTF-16.
   *[unknown] The encoding of the file is not known.
    } Save it as CSV in UTF-8 or GBK.
catalogue-import-header = Columns missing in the first line: { $missing }. Name them as in the template; any order will do.
catalogue-import-header-twice = Column { $column } stands twice. Keep one.
catalogue-import-too-many-rows = More than 200,000 rows. Split the file and import the parts.
catalogue-import-broken = More than { $limit } rows cannot be read; this does not look like a list of items. Nothing was imported.

## Import: what is wrong with a row
catalogue-import-row-without-end = A quotation mark in this row is not closed, or the row is longer than 16 KB. Not imported.
catalogue-import-column-count = This row has another number of columns than the header. Not imported.
catalogue-import-unknown-column = This column is not known and was not read.
catalogue-import-empty-name = The name is empty. Not imported; fill it in.
catalogue-import-long-name = The name is longer than 200 characters. Not imported.
catalogue-import-control-character = There is a hidden control character. Not imported; clear the cell and type it again.
catalogue-import-formula = It begins with =, +, - or @, which a spreadsheet takes for a formula. Not imported.
catalogue-import-lost-character = A character was lost earlier (�). Not imported; export the list again from its system.
catalogue-import-task-type = The task type is not in the national list (1–10, 20). Not imported.
catalogue-import-area-shape = An area code has 6 or 12 digits. Not imported.
catalogue-import-area-mismatch = This row belongs to another area. Not imported.
catalogue-import-code-characters = An item code has capital letters, digits and dashes only, at most 64. Not imported.
catalogue-import-code-lower-case = The item code has lower-case letters; it was kept in capitals.
catalogue-import-code-twice = This item code stands further up (the number is its line). Only the first row was kept.
catalogue-import-code-shape = The item code is neither “basic code-area-town-organisation-version-serial” nor 31 or 33 characters long. Imported; please check.
catalogue-import-code-area = The area inside the item code is not that of this list. Imported; please check.
catalogue-import-code-check-character = The check character of the credit code inside does not fit (GB 32100-2015). Imported; please check.
catalogue-import-code-older = The code holds an old organisation code; it should be a credit code. Imported.
catalogue-import-code-organisation = The organisation inside the code has neither 18 nor 9 characters. Imported; please check.
catalogue-import-dept-code-mismatch = The department’s code differs from the organisation code inside the item code. Imported; please check.
catalogue-import-dept-code-shape = The department’s code is neither a 9-character organisation code nor an 18-character credit code. Imported; please check.
catalogue-import-published-here = The city has published a guide of its own for this item; it stands, nothing was changed.
catalogue-import-meanwhile = Somebody changed the same item during the import; it was not overwritten. Import again.

## Publishing, listing, suspending, withdrawing
catalogue-publish-unknown-unit = There is no unit with the code { $code }. Create it first, then publish the item.
catalogue-publish-reason-missing = Say why it changes. The sentence stands in the history.
catalogue-publish-other-code = The item’s code is { $known } and cannot become { $given }. Another code is another item.
catalogue-publish-wrong-state = The item is withdrawn and cannot be published again.
catalogue-publish-unchanged = Nothing differs from version { $version }.
catalogue-publish-too-early = The version before is in force from { $known }; the new one cannot begin earlier ({ $given }).
catalogue-publish-promise-longer-than-law = The promise ({ $promised }) may end after the legal limit ({ $legal }). Shorten it.
catalogue-publish-rule-broken = { $count ->
    [one] One rule is broken
   *[other] { $count } rules are broken
    }, so it cannot be published. Begin here: { $field }.
catalogue-list-wrong-state = The item has a guide of its own, which an imported list does not change.
catalogue-list-unchanged = The list says nothing new.
catalogue-close-wrong-state = The item’s state does not allow this. Reload the page; somebody may have been first.
catalogue-close-document-missing = Give the number of the document. Without one an item is neither suspended nor withdrawn.
catalogue-themes-twice = Theme { $code } stands twice.
catalogue-load-unreadable = The file cannot be read; look at the line named.
catalogue-load-code-twice = Two files use the same code.

## Quality
catalogue-check-name-too-long = The name is longer than 200 characters.
catalogue-check-guide-incomplete = The guide lacks this; fill it in.
catalogue-check-no-materials = No document is listed. Is really nothing needed?
catalogue-check-english-missing = The English is missing.
catalogue-check-basis-missing = There is no legal ground; the page prints “demo, not filled in”. Give a real article.
catalogue-check-instant = An instant item promises 0 days, any other more than 0.
catalogue-check-promise-longer-than-law = The promise may end after the legal limit. Shorten it.
catalogue-check-limit-basis = A legal limit and its basis stand together or not at all.
catalogue-check-visit-reason = If people must come, say why; if not, leave it empty.
catalogue-check-only-one-channel = The window may not be missing: the applicant chooses the channel, and online may not be the only one.
catalogue-check-no-post = If nobody needs to come and it is not online, post must be possible.
catalogue-check-catch-all = The name asks for whatever comes to mind (“other documents”, “etc.”). Say which document.
catalogue-check-shareable-material = A document that the government issues is required. What can be shared may not be asked for; please check.
catalogue-check-no-standard = There is no acceptance standard. Say what is accepted, so that all windows say the same.
catalogue-check-no-review = A permit that is not instant has no step of review.
catalogue-check-no-faq = A permit needs at least one common question.
catalogue-check-fee-incomplete = A fee needs its name, standard and basis.
catalogue-check-fee-of-permit = The fee of a permit has no law behind it and may not be charged.
catalogue-check-phone-area-code = The telephone number has no area code.
catalogue-check-same-phone = Enquiries and complaints have the same number; give two.
catalogue-check-unknown-theme = The theme is not in the list of themes.
catalogue-check-theme-and-served = Served parties and themes do not match: people and firms each need their own theme.
catalogue-check-deferral-too-long = The time for a later document may not be longer than the promise.
catalogue-check-deferral-without-material = Later documents are allowed, but none is marked so.
catalogue-check-deferrable-without-rule = A document may come later, but not said within how long, nor what happens if it doesn’t.
catalogue-check-code-twice = A code stands twice within the item.
catalogue-check-unknown-field = The condition speaks of a question that the form does not have.

## List and search
catalogue-list-title = Services
catalogue-search-title = Results for “{ $query }”
catalogue-search-label = What do you want to do?
catalogue-search = Search
catalogue-search-hint = Use everyday words, in Chinese or English: restaurant, marriage, household; first letters of pinyin work too.
catalogue-search-none = Try another everyday word, or call 12345.
catalogue-search-near = Did you mean
catalogue-search-found = { $n ->
    [one] One item found
   *[other] { $n } items found
    }
catalogue-search-many = The first { $n }. A few more words find it better.
catalogue-all-items = All services
catalogue-for-whom = For whom
catalogue-for-all = All
catalogue-for-person = People
catalogue-for-firm = Firms
catalogue-themes = By theme
catalogue-departments = By department
catalogue-items-all = All services in force
catalogue-items-of = Services: { $what }
catalogue-items-count = { $n ->
    [one] 1 item
   *[other] { $n } items
    }
catalogue-items-none = No service in force here
catalogue-items-none-why = It may have been withdrawn or moved to another theme. See all services, or call 12345.
catalogue-visits-short = { $n ->
    [0] no visit
    [one] 1 visit
   *[other] { $n } visits
    }
catalogue-free = free
catalogue-fee = fee

## Task types (national list)
catalogue-task-type-1 = Permit
catalogue-task-type-2 = Penalty
catalogue-task-type-3 = Coercion
catalogue-task-type-4 = Levy
catalogue-task-type-5 = Benefit
catalogue-task-type-6 = Inspection
catalogue-task-type-7 = Confirmation
catalogue-task-type-8 = Award
catalogue-task-type-9 = Adjudication
catalogue-task-type-10 = Other power
catalogue-task-type-20 = Public service
catalogue-instant = Instant
catalogue-promised = With a promised limit
catalogue-tag-online = Entirely online

## Guide
catalogue-facts = At a glance
catalogue-fact-visits = Visits
catalogue-fact-days = How long
catalogue-fact-fee = Fee
catalogue-fact-result = What you get
catalogue-fact-online = Can be done entirely online
catalogue-fact-post = Can be done by post
catalogue-fact-legal = By law { $limit }
catalogue-fact-no-legal = No law sets a limit
catalogue-visits = { $n ->
    [0] None
    [one] 1 visit
   *[other] { $n } visits
    }
catalogue-fact-free = Free
catalogue-fact-charged = Charged
catalogue-fee-below = Several fees, see below
catalogue-valid-years = { $n ->
    [one] Valid for 1 year
   *[other] Valid for { $n } years
    }
catalogue-valid-always = Valid without end
catalogue-no-result = Nothing is issued
catalogue-limit-at-once = on the spot
catalogue-limit-none = No law sets a limit
catalogue-calendar-days = { $n ->
    [one] 1 calendar day
   *[other] { $n } calendar days
    }
catalogue-conditions = Who can apply, and what is required
catalogue-materials = Documents to prepare
catalogue-materials-count = { $all } in all; everybody hands in { $own }
catalogue-materials-none = No document is needed.
catalogue-materials-only = The window may ask for nothing else. If somebody does, call 12345.
catalogue-material-name = Document
catalogue-material-copies = Copies
catalogue-material-necessity = Needed
catalogue-material-source = From
catalogue-material-standard = Accepted if
catalogue-not-asked = Not asked for
catalogue-copies-none = None
catalogue-copies-original = { $n ->
    [one] 1 original
   *[other] { $n } originals
    }
catalogue-copies-original-each = { $n ->
    [one] 1 original each
   *[other] { $n } originals each
    }
catalogue-copies-copy = { $n ->
    [one] 1 copy
   *[other] { $n } copies
    }
catalogue-copies-copy-each = { $n ->
    [one] 1 copy each
   *[other] { $n } copies each
    }
catalogue-copies-piece = { $n }
catalogue-copies-piece-each = { $n } each
catalogue-necessity-required = Yes
catalogue-necessity-optional = Depends
catalogue-necessity-deferrable = May follow later
catalogue-source-applicant = You
catalogue-source-government = Checked by us
catalogue-source-issued = Issued by government
catalogue-source-other = Another body
catalogue-only-if = Only if you answer “{ $question }” with “{ $answer }”
catalogue-procedure = How it goes
catalogue-channel-window = at the window
catalogue-channel-online = online
catalogue-channel-post = by post
catalogue-step-apply = Application
catalogue-step-apply-how = You choose: { $channels }
catalogue-step-at-once = On the spot
catalogue-step-at-once-permit = If complete and in order, accepted and decided on the spot
catalogue-step-at-once-own = If complete and in order, done on the spot
catalogue-step-accept = Acceptance
catalogue-step-accept-permit = If something is missing you are told once, in full; without word in time it counts as accepted
catalogue-step-accept-own = If something is missing you are told once, in full
catalogue-step-notice-time = Word within 5 working days
catalogue-step-decide = Decision
catalogue-step-decide-permit = Granted or refused; a refusal gives its reasons in writing
catalogue-step-decide-own = Done; if not possible, with reasons
catalogue-step-serve = Service
catalogue-step-serve-permit = The permit is issued and served
catalogue-step-serve-own = You get the result in the way you chose
catalogue-step-serve-time = Within 10 working days of the decision
catalogue-step-opinion = A reviewer gives an opinion
catalogue-step-countersign-all = Every office concerned signs
catalogue-step-countersign-any = One of the offices concerned signs
catalogue-step-site-visit = Two officers check on the spot
catalogue-step-expert-review = Expert review; not counted in the limit, and you are told in writing how long it takes
catalogue-step-hearing = Hearing; not counted in the limit
catalogue-limits = How the days are counted
catalogue-count-from-acceptance-working = Counted from the day after acceptance, working days only. “My cases” shows each day, counted or not, and why.
catalogue-count-from-acceptance-calendar = Counted from the day after acceptance, holidays included; if the last day is a day off, it moves to the next working day. “My cases” shows each day.
catalogue-count-from-receipt-working = Counted from the day after the application arrives, working days only. “My cases” shows each day, counted or not, and why.
catalogue-count-from-receipt-calendar = Counted from the day after the application arrives, holidays included; if the last day is a day off, it moves to the next working day. “My cases” shows each day.
catalogue-count-pauses = By law, time for hearing, tender, auction, inspection, testing, quarantine, appraisal and expert review is not counted; you are told in writing how long it takes.
catalogue-count-extension = { $n ->
    [one] The head of the authority may extend it once, by 1 working day, with reasons.
   *[other] The head of the authority may extend it once, by at most { $n } working days, with reasons.
    }
catalogue-limit-basis = The law behind the limit: { $basis }.
catalogue-fees = Fees
catalogue-fee-name = Fee
catalogue-fee-standard = Amount
catalogue-fee-basis = Basis
catalogue-easier = If a document is not at hand
catalogue-deferral = Some documents may follow
catalogue-deferral-within = { $n ->
    [one] Documents marked “may follow later” can come within 1 working day, on your written promise.
   *[other] Documents marked “may follow later” can come within { $n } working days, on your written promise.
    }
catalogue-promise = A written promise will do
catalogue-promise-check = { $n ->
    [one] The promise is checked within 1 working day of the decision.
   *[other] The promise is checked within { $n } working days of the decision.
    }
catalogue-faq = Common questions
catalogue-ground = Ground and remedies
catalogue-basis = Legal ground
catalogue-basis-missing = Demo, not filled in
catalogue-remedy = If you disagree
catalogue-remedy-on-paper = The decision says to whom you can apply for review, which court hears a suit, and within how long.
catalogue-version = Authority: { $unit } · Version { $version } · In force from { $date } · Code { $code }
catalogue-history = Earlier versions
catalogue-history-version = Version { $n }
catalogue-history-from = in force from { $date }
catalogue-closed-suspended = This service is suspended
catalogue-closed-withdrawn = This service is withdrawn
catalogue-closed-by = By: { $document }
catalogue-closed-running = Cases already under way are finished as before. For something similar, call 12345.
catalogue-closed-short = No application now
catalogue-aside = Apply and ask
catalogue-begin = Start
catalogue-begin-note = Stop at any time; what you typed is saved.
catalogue-in-person = You can also bring your documents to the window; it counts the same.
catalogue-in-person-or-post = You can also bring your documents to the window, or post them; it counts the same.
catalogue-print-view = Print version
catalogue-whom-to-ask = Whom to ask
catalogue-enquiry = Questions
catalogue-complaint = Complaints
catalogue-place = Place
catalogue-hours = Hours

## Lists of other places
catalogue-samples = Lists of other places (samples)
catalogue-samples-about = These lists come from public material of other places, to try the import and the quality check. They are not this city’s services.
catalogue-samples-none = No list of another place was imported yet
catalogue-samples-none-why = Imported lists stand here by place.
catalogue-sample-title = { $place }: list of items (sample)
catalogue-sample-banner = A sample list ({ $place }), not this city’s services
catalogue-sample-banner-why = From public material, to try the import and the quality check. There is no guide and no application here; this city’s services are under “Services”.
catalogue-sample-name = Item
catalogue-sample-main = Main item
catalogue-sample-department = Department
catalogue-sample-type = Type
catalogue-sample-code = Item code
catalogue-sample-all = All departments
catalogue-area-code = area { $code }

## Desk
catalogue-menu = Items
catalogue-desk-title = Service items
catalogue-desk-about = By code; only what the city itself published
catalogue-desk-name = Item
catalogue-desk-code = Code
catalogue-desk-unit = Authority
catalogue-desk-state = State
catalogue-desk-version = Version
catalogue-desk-updated = Updated
catalogue-desk-none = No items within your reach
catalogue-desk-none-why = Items stand here once the city pack or a publisher has published them.
catalogue-desk-guide = Open the guide
catalogue-desk-about-item = About
catalogue-state-in-use = In use
catalogue-state-suspended = Suspended
catalogue-state-withdrawn = Withdrawn
catalogue-state-listed = Listed only
catalogue-document = Document
catalogue-document-number = Document number
catalogue-document-title = Title of the document
catalogue-document-hint = As printed on it: 永政办发〔2021〕12 号
catalogue-close = Suspend or withdraw
catalogue-close-about = A suspended item is in use again with its next version; a withdrawn one never. Cases under way are finished as before.
catalogue-close-act = What to do
catalogue-suspend = Suspend
catalogue-suspend-about = No new applications for now
catalogue-withdraw = Withdraw
catalogue-withdraw-about = For good; it cannot be undone
catalogue-close-send = Do as the document says
catalogue-close-act-missing = Choose whether to suspend or to withdraw
catalogue-quality-title = Quality of items
catalogue-quality-about = Items in force with findings only. Those with errors cannot be published again; warnings want a look soon
catalogue-quality-none = Nothing found
catalogue-quality-none-why = All items in force within your reach follow the rules.
catalogue-quality-clean = Nothing found.
catalogue-level-all = All
catalogue-level-error = Error
catalogue-level-warning = Please check
catalogue-import-title = Import a list
catalogue-import-about = Good rows are kept, every defect is listed; the same file again changes nothing
catalogue-import-file = CSV file
catalogue-import-file-hint = UTF-8 or GBK, at most 64 MB. The first line names the columns:
catalogue-import-area = Whose list is it?
catalogue-import-area-hint = Area code of 6 digits, for example 511602
catalogue-import-send = Import and report
catalogue-import-no-file = Choose a CSV file
catalogue-import-area-digits = Give the area code of 6 digits, digits only
catalogue-import-area-out-of-reach = This area is out of your reach; ask the editor of that area to import it
catalogue-import-too-large-body = The file is too large; the limit is 64 MB. Split it and import the parts.
catalogue-reports = Recent reports
catalogue-reports-none = Nothing imported yet. Reports are kept for 30 days.
catalogue-report-title = Import report
catalogue-report-short = { $errors } errors · { $warnings } to check
catalogue-report-json = Download JSON
catalogue-report-list = Open the list
catalogue-report-counts = Result
catalogue-report-rows = Rows in the file
catalogue-report-kept = Rows in order
catalogue-report-dropped = Rows left out
catalogue-report-added = Items added
catalogue-report-changed = Items changed
catalogue-report-unchanged = Items unchanged
catalogue-report-published-here = Left alone: the city has a guide of its own
catalogue-report-missing = In an earlier list, not in this one (left as they are)
catalogue-report-rules = By kind of defect
catalogue-defects = Every defect
catalogue-defects-none = No defect here
catalogue-defects-none-why = Try another kind.
catalogue-defects-left-off = { $n ->
    [one] One more was counted but not listed.
   *[other] { $n } more were counted but not listed.
    }
catalogue-defect-line = Line
catalogue-defect-level = Weight
catalogue-defect-field = Column
catalogue-defect-sentence = What is wrong and what to do
catalogue-defect-value = Value
