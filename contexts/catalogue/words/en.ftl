# The catalogue: guides, lists, search, import, quality.

## Import: why a whole file is not taken
catalogue-import-too-large = The file is too large ({ $size } bytes); the limit is 64 MB. Split it and import the parts.
catalogue-import-empty = The file is empty. Check that you chose the right one.
catalogue-import-encoding = The file is in { $found }, which is not read. Save it as CSV in UTF-8 or GBK.
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
