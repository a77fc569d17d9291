# Cases: words of the applicant’s side.
