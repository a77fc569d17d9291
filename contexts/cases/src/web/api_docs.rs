//! What programs have to know of the applicant's routes.

use ::web::{ACT_ANSWER, ApiDoc, Method, Property};

const fn text(name: &'static str, meaning: &'static str) -> Property {
    Property::new(name, "string", meaning)
}

/// The description of every route under `/api/` of this side.
pub(crate) const DOCS: &[ApiDoc] = &[
    ApiDoc {
        method: Method::Get,
        path: "/api/v1/my/cases",
        summary_zh: "我的办件",
        summary_en: "Cases of the party acted for, newest first",
        body: &[],
        query: &[
            text("show", "open or closed; open if left out").optional(),
            text("party", "One of the parties the caller may act for").optional(),
            text("after", "Cursor of the page before").optional(),
        ],
        answer: &[
            Property::new("cases", "array", "A page of cases"),
            text("next", "Cursor of the next page").optional(),
        ],
    },
    ApiDoc {
        method: Method::Get,
        path: "/api/v1/my/cases/{id}",
        summary_zh: "一件办件，含逐日说明",
        summary_en: "One case with every day of its clock; the ETag is its version",
        body: &[],
        query: &[],
        answer: &[
            text("id", "Id"),
            text("number", "Case number"),
            text("state", "Code of its state"),
            Property::new(
                "clock",
                "object",
                "Both limits, day by day; null before acceptance",
            ),
            Property::new("events", "array", "What happened"),
            Property::new("papers", "array", "Papers of the case"),
        ],
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/files",
        summary_zh: "上传文件（multipart，字段 files）",
        summary_en: "Upload files (multipart, field `files`); they are kept for 30 days unless filed",
        body: &[],
        query: &[],
        answer: &[Property::new(
            "files",
            "array",
            "Id, name, SHA-256 and size of each",
        )],
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/cases",
        summary_zh: "提交申请",
        summary_en: "File an application",
        body: &[
            text("item", "Code of the item"),
            text("party", "For whom; the party acted for if left out").optional(),
            Property::new("answers", "object", "Answers by code of the field").optional(),
            Property::new(
                "materials",
                "object",
                "Ids of uploaded files by code of the material",
            )
            .optional(),
            Property::new(
                "service",
                "object",
                "recipient, phone, address, and electronic: yes or no",
            ),
            text(
                "signed_promise",
                "Id of the signed promise, for a decision on a promise",
            )
            .optional(),
        ],
        query: &[],
        answer: ACT_ANSWER,
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/my/cases/{id}/withdraw",
        summary_zh: "撤回申请",
        summary_en: "Withdraw an application before its decision",
        body: &[text("reason", "Not asked for").optional()],
        query: &[],
        answer: ACT_ANSWER,
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/my/cases/{id}/views",
        summary_zh: "陈述申辩",
        summary_en: "State views before the decision",
        body: &[text("views", "What you have to say")],
        query: &[],
        answer: ACT_ANSWER,
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/my/cases/{id}/hearing",
        summary_zh: "要求听证，或者不要求",
        summary_en: "Ask for the hearing, or waive it",
        body: &[text("asks", "yes or no")],
        query: &[],
        answer: ACT_ANSWER,
    },
    ApiDoc {
        method: Method::Post,
        path: "/api/v1/my/cases/{id}/correct",
        summary_zh: "提交补正",
        summary_en: "Answer a correction notice",
        body: &[
            Property::new(
                "materials",
                "object",
                "Ids of uploaded files by code of the material",
            )
            .optional(),
            Property::new("answers", "object", "The answers that change").optional(),
        ],
        query: &[],
        answer: ACT_ANSWER,
    },
];
