# The server of approved analyses. Started by R itself, as the image has no shell and so none of R's front ends.
for (expression in parse("/usr/lib/phederation/analytics/no-programs.R", keep.source = FALSE)) eval(expression)
for (package in c("methods", "utils", "stats")) library(package, character.only = TRUE)
options(keep.source = FALSE, warn = -1L, show.error.messages = FALSE, digits.secs = 3L)

server <- new.env(parent = globalenv())
for (part in c("log", "settings", "problems", "manifest", "parameters", "suppression", "disclosure", "data", "runs", "api")) {
    sys.source(paste0("/usr/lib/phederation/analytics/", part, ".R"), envir = server, keep.source = FALSE)
}

status <- tryCatch(
    server$serve(),
    interrupt = function(condition) {
        server$write_log("info", "stopped")
        0L
    },
    start_error = function(condition) {
        server$write_log("error", conditionMessage(condition))
        condition$status
    },
    error = function(condition) {
        # Only the class: an error's text may quote what it failed on.
        server$write_log("error", "the server failed", kind = class(condition)[[1L]])
        70L
    }
)
quit(save = "no", status = status, runLast = FALSE)
