# The service's routes. Who is asked for a token is decided before a body is read, and how large a body may be before it is.

serve <- function() {
    settings <- read_settings()
    token <- digest_of(read_secret("analytics_token"))
    read_secret("phederation_password")
    analyses <- load_analyses(settings)
    for (package in c("RPostgreSQL", "survival", "parallel")) loadNamespace(package)
    # MiB of vectors.
    settings$held <- gc(FALSE)[2L, 2L]
    # plumber tells that its pages for a browser are not installed.
    router <- suppressMessages(make_router(analyses, settings))
    handler <- list(
        onHeaders = function(request) refusal_of(request, token, settings),
        call = function(request) finish_response(router$call(take_body(request))),
        onWSOpen = function(socket) socket$close()
    )
    httpuv::startServer("0.0.0.0", settings$port, handler, quiet = TRUE)
    write_log("info", "ready", port = settings$port, analyses = length(analyses), smallestCell = settings$smallest_cell)
    repeat later::run_now(timeoutSecs = 1)
}

digest_of <- function(text) sodium::sha256(charToRaw(text))

is_open <- function(path) path %in% c("/health", "/ready")

refusal_of <- function(request, token, settings) {
    given <- sub("^Bearer ", "", if (is.null(request$HTTP_AUTHORIZATION)) "" else request$HTTP_AUTHORIZATION)
    # Digests are compared: how long it takes tells nothing about the token.
    if (!is_open(request$PATH_INFO) && !identical(digest_of(given), token)) {
        return(problem_response(
            401L, "token-refused", "send the header 'Authorization: Bearer TOKEN'", list("WWW-Authenticate" = "Bearer")
        ))
    }
    if (!is.null(request$HTTP_TRANSFER_ENCODING)) {
        return(problem_response(411L, "length-required", "send the body with a Content-Length"))
    }
    length <- request$HTTP_CONTENT_LENGTH
    if (!is.null(length) && (!grepl("^[0-9]{1,9}$", length) || as.numeric(length) > settings$body_bytes)) {
        return(problem_response(413L, "body-too-large", sprintf("a request's body has at most %d bytes", settings$body_bytes)))
    }
    NULL
}

# plumber would parse a body before a route is asked, by whatever the header says it is. The route gets the bytes.
take_body <- function(request) {
    request$body_bytes <- request$rook.input$read()
    request$rook.input <- list(read = function(...) raw(), read_lines = function(...) character(), rewind = function() NULL)
    request
}

# plumber's own page for a wrong method has no form of ours.
finish_response <- function(response) {
    if (promises::is.promising(response)) return(promises::then(response, finish_response))
    if (identical(as.integer(response$status), 405L)) {
        return(problem_response(405L, "method-not-allowed", "this address is not used with this method"))
    }
    response
}

make_router <- function(analyses, settings) {
    json <- plumber::serializer_unboxed_json(null = "null", na = "null", digits = 10)
    router <- plumber::pr(envir = new.env())
    router$setParsers("none")
    router$setDebug(FALSE)
    router <- plumber::pr_set_docs(router, FALSE)
    router$setErrorHandler(function(req, res, err) answer_problem(res, err))
    router$set404Handler(function(req, res) {
        answer_problem(res, tryCatch(stop_problem(404L, "not-found", "there is nothing at this address"), problem = identity))
    })
    router$handle("GET", "/health", function() list(status = "up"), serializer = json)
    router$handle("GET", "/ready", function(res) {
        reachable <- is_reachable(settings$database_host, 5432L)
        res$status <- if (reachable) 200L else 503L
        list(status = if (reachable) "ready" else "waiting", database = if (reachable) "reachable" else "unreachable")
    }, serializer = json)
    router$handle("GET", "/analyses", function() list(
        smallestCell = settings$smallest_cell,
        analyses = lapply(unname(analyses), description_of)
    ), serializer = json)
    router$handle("POST", "/analyses/<name>/runs", function(req, res, name) {
        analysis <- analyses[[if (name %in% names(analyses)) name else NA_character_]]
        if (is.null(analysis)) stop_problem(404L, "not-approved", "no approved analysis has this name")
        type <- tolower(trimws(sub(";.*", "", if (is.null(req$HTTP_CONTENT_TYPE)) "application/json" else req$HTTP_CONTENT_TYPE)))
        if (type != "application/json") stop_problem(415L, "not-json", "send the parameters as application/json")
        parameters <- check_parameters(parse_body(req$body_bytes, settings$body_bytes), analysis$parameters)
        start_run(analysis, parameters, settings)
    }, serializer = json)
    router
}

description_of <- function(analysis) list(
    name = analysis$name, title = analysis$title, origin = analysis$origin, sha256 = analysis$sha256,
    parameters = analysis$parameters, kind = analysis$result$kind
)

answer_problem <- function(res, condition) {
    if (!inherits(condition, "problem")) {
        write_log("error", "a request failed", kind = class(condition)[[1L]])
        condition <- tryCatch(stop_problem(500L, "server-failed", "the server failed on this request"), problem = identity)
    }
    res$status <- condition$status
    for (name in names(condition$headers)) res$setHeader(name, condition$headers[[name]])
    res$serializer <- plumber::serializer_unboxed_json(type = "application/problem+json")
    problem_body(condition$status, condition$kind, conditionMessage(condition))
}

is_reachable <- function(host, port) tryCatch(
    {
        close(suppressWarnings(socketConnection(host, port, open = "r+b", blocking = TRUE, timeout = 1L)))
        TRUE
    },
    error = function(e) FALSE
)
