-- The numbers of runs, which clients ask for by them; they go on after a restart.
CREATE SEQUENCE IF NOT EXISTS webapi.generation_run_sequence;
