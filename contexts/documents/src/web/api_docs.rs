//! What programs have to know of the routes under `/api/`.

use ::web::{ApiDoc, Method, Property};

const fn text(name: &'static str, meaning: &'static str) -> Property {
    Property::new(name, "string", meaning)
}

/// The description of every route of this context under `/api/`.
pub(crate) const DOCS: &[ApiDoc] = &[
    ApiDoc {
        method: Method::Get,
        path: "/api/v1/papers/{id}",
        summary_zh: "一份文书",
        summary_en: "One paper: its text, number, seal and check code",
        body: &[],
        query: &[],
        answer: &[
            text("id", "Id"),
            text("kind", "Code of its kind"),
            Property::new("title", "object", "Title in both languages"),
            text("number", "文号"),
            text("case_number", "Number of the case"),
            text("unit", "Who issued it"),
            text("date", "Civil day"),
            text("state", "Code of its state"),
            text("text", "The text, in Chinese"),
            text("check_code", "Code for the public check"),
            Property::new(
                "sealed",
                "object",
                "Seal, digest (SM3), signature (SM2), register entry",
            )
            .optional(),
        ],
    },
    ApiDoc {
        method: Method::Get,
        path: "/api/v1/check/{code}",
        summary_zh: "核验一份文书",
        summary_en: "Whether a paper is genuine; no personal data beyond a masked name",
        body: &[],
        query: &[],
        answer: &[
            text("title", "Title"),
            text("number", "文号"),
            text("unit", "Who issued it"),
            text("date", "Civil day"),
            text("addressee", "Masked name"),
            text("state", "Code of its state"),
            text("text", "Whether the stored text is the one that was sealed"),
            text("digest", "SM3 of the text").optional(),
        ],
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/seals/release",
        summary_zh: "批准用印",
        summary_en: "Release the seal of papers as the second person",
        body: &[Property::new(
            "paper",
            "array",
            "Ids of papers whose seal was asked for",
        )],
        query: &[],
        answer: &[Property::new(
            "released",
            "integer",
            "How many are sealed now",
        )],
    },
];
