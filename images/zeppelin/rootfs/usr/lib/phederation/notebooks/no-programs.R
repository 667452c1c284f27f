# Takes from R every way to start a program. The image holds no shell and no other program that could be started: this is the second
# barrier, and it gives a clear error instead of "cannot popen". It must come first, for the package utils itself asks for `uname`.
local({
    put <- function(name, value) {
        unlockBinding(name, baseenv())
        assign(name, value, envir = baseenv())
        lockBinding(name, baseenv())
    }
    refuse <- function(name) {
        force(name)
        function(...) stop(name, ": programs can't be started here", call. = FALSE)
    }
    for (name in c("system", "system2", "pipe")) put(name, refuse(name))
    put("Sys.which", function(names) {
        found <- character(length(names))
        names(found) <- names
        found
    })
})
