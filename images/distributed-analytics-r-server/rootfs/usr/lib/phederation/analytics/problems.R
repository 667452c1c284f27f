# What a caller is told of an error (RFC 9457): its kind and how to mend it; never a row, a stack or the text of an error of R.
stop_problem <- function(status, kind, detail, headers = list()) {
    stop(structure(
        class = c("problem", "error", "condition"),
        list(message = detail, call = NULL, status = status, kind = kind, headers = headers)
    ))
}

problem_body <- function(status, kind, detail) {
    list(type = paste0("urn:phederation:problem:", kind), title = gsub("-", " ", kind, fixed = TRUE), status = status, detail = detail)
}

problem_response <- function(status, kind, detail, headers = list()) list(
    status = status,
    headers = c(list("Content-Type" = "application/problem+json", "Cache-Control" = "no-store"), headers),
    body = unclass(jsonlite::toJSON(problem_body(status, kind, detail), auto_unbox = TRUE))
)
