# Figures: cockpit, public figures, definitions, lists.

indicators-menu-see = See
indicators-menu-cockpit = Figures
indicators-cockpit = Figures
indicators-public = Public figures
indicators-public-about = For the whole city, worked out from the numerators and denominators in the records, rounded half up. Open a figure for its definition and its months. In the demo city these are simulated data.
indicators-all-mine = Everything within my reach
indicators-whole-city = The whole city
indicators-scope = Scope
indicators-from = From
indicators-to = To
indicators-known = As known on
indicators-rank-by = Rank by
indicators-look = Show
indicators-export = Export CSV
indicators-period = { $from } to { $to }
indicators-counted-at = counted at { $at }
indicators-as-known-now = As known now, and only cases that you may list

indicators-nothing = Nothing to divide by, no rate
indicators-too-few = Fewer than 30 cases: counts only
indicators-too-few-short = Fewer than 30
indicators-impossible = Numerator above denominator: to be checked
indicators-growth = a year before { $before }, { $growth } %
indicators-before = a year before { $before } %

indicators-trend = Accepted and closed, by month
indicators-cases = cases
indicators-accepted = Accepted
indicators-closed = Closed (lines)
indicators-month = { $n }
indicators-finding = Most were accepted in { $most } ({ $most-n }), fewest in { $least } ({ $least-n }). All the numbers are in the table below.

indicators-open-now = { $n } open
indicators-none-late = Nothing that you may list is over its promised day.
indicators-lights-about = Lights are worked out from the promise at each look, never stored; a stopped clock counts by its dates before the stop.

indicators-ranking = Ranking: { $figure }
indicators-higher-first = Highest first.{" "}
indicators-lower-first = Lower is better, lowest first.{" "}
indicators-tie-rule = Equal after rounding shares a place and the next is left out; units without cases or with fewer than 30 are not ranked.
indicators-idle-units = { $n ->
    [one] { $n } unit without cases
   *[other] { $n } units without cases
}
indicators-place = Place
indicators-unit = Unit
indicators-parents = Numerator ÷ denominator

indicators-figure = Figure
indicators-definitions = Definitions
indicators-definition = Definition
indicators-numerator = Numerator
indicators-denominator = Denominator
indicators-cut-off = Moment of counting
indicators-precision = Decimals
indicators-places = { $n }, rounded half up
indicators-note = Note
indicators-version = Version
indicators-version-of = Version { $version }, from { $from }
indicators-by-month = By month
indicators-by-unit = By unit
indicators-by-day = By date
indicators-month-head = Month
indicators-day = Day
indicators-total = Total

indicators-open-numerator = Cases of the numerator
indicators-open-cases = See the cases
indicators-open-denominator = Cases of the denominator
indicators-opens-counts = This figure opens to units and days, no further
indicators-opens-counts-why = Which case a rating is about is sealed from the unit that was rated, so no cases are listed: only counts by unit and day.
indicators-open-not-yours = Listing the cases needs the right to list cases.
indicators-cases-behind = { $figure }: the cases
indicators-counts-for = Counts for
indicators-case = Case number
indicators-item = Item
indicators-promised = Promised by
indicators-closed-on = Closed
indicators-no-cases = No cases
indicators-no-cases-why = In this period and scope there are no cases that you may list.
