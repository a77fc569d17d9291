//! What programs have to know of the routes under `/api/`.

use ::web::{ACT_ANSWER, ApiDoc, Method, Property};

const fn text(name: &'static str, meaning: &'static str) -> Property {
    Property::new(name, "string", meaning)
}

/// The description of every route of this context under `/api/`.
pub(crate) const DOCS: &[ApiDoc] = &[
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/ratings/{id}",
        summary_zh: "评价一次服务",
        summary_en: "Rate a service that one was served; at most twice",
        body: &[
            text("stars", "1 to 5; 1 and 2 are bad"),
            Property::new("aspect", "array", "Codes of what it was about").optional(),
            text("text", "In one's own words").optional(),
            text("anonymous", "yes, to stay unknown to the reviewer too").optional(),
        ],
        query: &[],
        answer: ACT_ANSWER,
    },
    ApiDoc {
        method: Method::Get,
        path: "/api/v1/ratings",
        summary_zh: "本单位收到的评价",
        summary_en: "Ratings of the units within reach, without any link to case or person, days later",
        body: &[],
        query: &[text("after", "Cursor of the page before").optional()],
        answer: &[
            Property::new("ratings", "array", "A page of ratings"),
            text("next", "Cursor of the next page").optional(),
        ],
    },
];
