# One line of JSON for each event. What is logged is named here by the callers, field by field: never a request's body, a result or the
# text of an error of R, which may quote data.
write_log <- function(level, message, ...) {
    line <- jsonlite::toJSON(
        list(time = format(Sys.time(), "%Y-%m-%dT%H:%M:%OS3Z", tz = "UTC"), level = level, message = message, ...),
        auto_unbox = TRUE, null = "null", digits = 3
    )
    cat(line, "\n", sep = "", file = stdout())
    flush(stdout())
}
