# Each run is a process of its own, forked from the server: what it loads, changes or leaks ends with it. The process stops itself at its
# time limit; when it does not, it is killed.

running <- new.env()
grace_seconds <- 2

limit_of <- function(own, all) if (is.numeric(own) && length(own) == 1L && own >= 1) as.integer(min(own, all)) else all

# Starts a run; gives a promise of the published result.
start_run <- function(analysis, parameters, settings) {
    if (length(ls(running)) >= settings$runs) {
        stop_problem(429L, "too-many-runs", sprintf("%d analyses run already; try again later", settings$runs), list("Retry-After" = "5"))
    }
    seconds <- limit_of(analysis$limits$seconds, settings$seconds)
    rows <- limit_of(analysis$limits$rows, settings$rows)
    id <- paste(as.character(sodium::random(8L)), collapse = "")
    job <- parallel::mcparallel(run_inside(analysis, parameters, settings, seconds, rows), silent = TRUE, mc.set.seed = TRUE)
    assign(id, job, envir = running)
    started <- proc.time()[["elapsed"]]
    write_log("info", "run started", run = id, analysis = analysis$name)
    promises::promise(function(resolve, reject) {
        finish <- function(answer) {
            rm(list = id, envir = running)
            outcome <- tryCatch(outcome_of(answer, analysis, settings), problem = identity)
            write_log("info", "run ended", run = id, analysis = analysis$name,
                outcome = if (inherits(outcome, "problem")) outcome$kind else "released",
                seconds = proc.time()[["elapsed"]] - started)
            if (inherits(outcome, "problem")) reject(outcome) else resolve(c(list(run = id, analysis = analysis$name), outcome))
        }
        poll <- function() {
            answer <- tryCatch(parallel::mccollect(job, wait = FALSE, timeout = 0), error = function(e) list(NULL))
            if (!is.null(answer)) {
                later::later(function() parallel::mccollect(job, wait = FALSE, timeout = 0), 0.5)
                finish(answer[[1L]])
            } else if (proc.time()[["elapsed"]] - started > seconds + grace_seconds) {
                tools::pskill(job$pid, tools::SIGKILL)
                later::later(function() parallel::mccollect(job, wait = FALSE, timeout = 0), 0.5)
                finish(list(limit = "time-limit"))
            } else {
                later::later(poll, 0.05)
            }
        }
        poll()
    })
}

# In the run's own process.
run_inside <- function(analysis, parameters, settings, seconds, rows) {
    sink(file(nullfile(), open = "w"), type = "message")
    close_sockets()
    # What the server holds was measured in the server: to collect garbage here would copy each page of its memory.
    mem.maxVSize(settings$held + settings$memory)
    setTimeLimit(elapsed = seconds, transient = FALSE)
    tryCatch(
        {
            scope <- new.env(parent = globalenv())
            for (expression in analysis$code) eval(expression, scope)
            value <- scope$run(parameters, reader_of(settings, rows))
            if (utils::object.size(value) > settings$result_bytes) list(limit = "result-limit") else list(value = value)
        },
        run_limit = function(condition) list(limit = condition$kind),
        error = function(condition) list(limit = kind_of(conditionMessage(condition)))
    )
}

# The sockets of the server are copied into the process with everything else; an answer would not end while it holds them.
close_sockets <- function() {
    descriptors <- setdiff(list.files("/proc/self/fd"), c("0", "1", "2"))
    links <- Sys.readlink(file.path("/proc/self/fd", descriptors))
    sockets <- as.integer(descriptors[startsWith(links, "socket:")])
    if (length(sockets)) get("closeFD", asNamespace("parallel"))(sockets)
}

# Of an error only its kind leaves the process: its text may quote what it failed on.
kind_of <- function(message) {
    if (grepl("time limit", message, fixed = TRUE)) return("time-limit")
    if (grepl("memory exhausted|cannot allocate", message)) return("memory-limit")
    if (grepl("programs can't be started", message, fixed = TRUE)) return("program-refused")
    "analysis-failed"
}

outcome_of <- function(answer, analysis, settings) {
    # Killed, by the kernel for its memory or by itself.
    if (!is.list(answer)) stop_problem(507L, "run-died", "the analysis' process died; it may have needed more memory than there is")
    if (is.null(answer$limit)) return(release_result(answer$value, analysis$result, settings$smallest_cell))
    switch(as.character(answer$limit)[[1L]],
        "time-limit" = stop_problem(504L, "time-limit", "the analysis took longer than it may"),
        "memory-limit" = stop_problem(507L, "memory-limit", "the analysis needed more memory than it may"),
        "row-limit" = stop_problem(422L, "row-limit", "the analysis would read more rows than it may"),
        "result-limit" = stop_problem(422L, "result-refused", "the analysis' result is not an approved aggregate: it is too large"),
        "data-missing" = stop_problem(422L, "data-missing", "there is no prepared data of that name"),
        "column-missing" = stop_problem(422L, "column-missing", "the prepared data has not all of these columns"),
        "too-few-people" = stop_problem(422L, "too-few-people", "a group of the model has fewer people than the smallest cell"),
        "program-refused" = stop_problem(500L, "program-refused", "the analysis tried to start a program"),
        "database-unreachable" = stop_problem(503L, "database-unreachable", "the database does not answer", list("Retry-After" = "10")),
        stop_problem(500L, "analysis-failed", "the analysis failed; its own error is not shown, as it may quote data")
    )
}
