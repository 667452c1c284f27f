# Holds the parameters of a request against those that the approved analysis declares. There is no free text among them: a name of prepared
# data, a choice, a number, a date.

parameter_problem <- function(name, what) stop_problem(422L, "parameter-refused", sprintf("parameter '%s': %s", name, what))

# Brackets are counted before the text is parsed, as the parser nests as deep as the text does.
parse_body <- function(bytes, limit) {
    if (!length(bytes)) return(list())
    if (length(bytes) > limit) stop_problem(413L, "body-too-large", sprintf("a request's body has at most %d bytes", limit))
    opens <- bytes == charToRaw("{") | bytes == charToRaw("[")
    closes <- bytes == charToRaw("}") | bytes == charToRaw("]")
    body <- if (any(bytes == 0L) || max(cumsum(opens - closes)) > 8L) NULL else {
        text <- rawToChar(bytes)
        if (validUTF8(text)) tryCatch(jsonlite::parse_json(text, simplifyVector = FALSE), error = function(e) NULL)
    }
    if (!is.list(body) || (length(body) && is.null(names(body)))) {
        stop_problem(400L, "body-malformed", "the body must be one JSON object")
    }
    unknown <- setdiff(names(body), "parameters")
    if (length(unknown) || anyDuplicated(names(body))) {
        stop_problem(400L, "body-malformed", "the body's only member is 'parameters'")
    }
    parameters <- body$parameters
    if (is.null(parameters)) return(list())
    if (!is.list(parameters) || (length(parameters) && is.null(names(parameters))) || anyDuplicated(names(parameters))) {
        stop_problem(400L, "body-malformed", "'parameters' must be an object that names each parameter once")
    }
    parameters
}

check_parameters <- function(given, declared) {
    unknown <- setdiff(names(given), names(declared))
    if (length(unknown)) {
        # The name that was sent is not repeated: it could be anything.
        stop_problem(422L, "parameter-refused", paste0("an unknown parameter; known are: ", paste(names(declared), collapse = ", ")))
    }
    checked <- list()
    for (name in names(declared)) {
        rule <- declared[[name]]
        value <- given[[name]]
        if (is.null(value)) value <- rule$default
        if (is.null(value)) parameter_problem(name, "it is missing")
        checked[[name]] <- check_parameter(name, value, rule)
    }
    checked
}

check_parameter <- function(name, value, rule) {
    is_number <- is.numeric(value) && length(value) == 1L && is.finite(value)
    is_text <- is.character(value) && length(value) == 1L
    switch(rule$type,
        integer = {
            if (!is_number || value != floor(value) || value < rule$least || value > rule$most) {
                parameter_problem(name, sprintf("a whole number between %s and %s", rule$least, rule$most))
            }
            as.integer(value)
        },
        choice = {
            if (!is_text || !value %in% unlist(rule$values)) {
                parameter_problem(name, paste0("one of ", paste(unlist(rule$values), collapse = ", ")))
            }
            value
        },
        dataset = {
            if (!is_text || !grepl("^[a-z][a-z0-9_-]{0,63}$", value)) {
                parameter_problem(name, "the name of prepared data: lower-case letters, digits, '_' and '-'")
            }
            value
        },
        column = {
            if (!is_text || !grepl("^[a-z][a-z0-9_]{0,62}$", value)) parameter_problem(name, "the name of a column")
            value
        },
        columns = {
            columns <- unlist(value)
            if (!is.list(value) || !is.character(columns) || length(columns) != length(value) || !length(columns) ||
                length(columns) > 10L || anyDuplicated(columns) || !all(grepl("^[a-z][a-z0-9_]{0,62}$", columns))) {
                parameter_problem(name, "a list of 1 to 10 different names of columns")
            }
            columns
        },
        parameter_problem(name, "its declaration is not understood")
    )
}
