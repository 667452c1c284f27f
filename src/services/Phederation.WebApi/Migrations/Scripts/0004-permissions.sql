-- What the roles of a new site may do. A permission is a path and a method, with colons between their parts; what has fewer parts allows all below
-- it. Whoever makes something may change and remove it without a permission of its own.
INSERT INTO webapi.sec_permission (value, description)
SELECT wanted.value, wanted.description
FROM (VALUES
    ('*', 'Everything'),
    ('info:get', 'The version of the service'),
    ('source:*:get', 'Sources'),
    ('source:daimon:priority:get', 'Sources by their priority'),
    ('vocabulary', 'Search and look up the vocabulary'),
    ('job', 'The state of generations'),
    ('conceptset:get', 'The list of concept sets'),
    ('conceptset:post', 'Make concept sets'),
    ('conceptset:*:get', 'Read concept sets'),
    ('conceptset:*:*:get', 'Read the content of concept sets'),
    ('conceptset:*:*:*:get', 'Read the content of concept sets of a source'),
    ('cohortdefinition:get', 'The list of cohort definitions'),
    ('cohortdefinition:post', 'Make cohort definitions'),
    ('cohortdefinition:*:get', 'Read cohort definitions'),
    ('cohortdefinition:*:exists,copy,info:get', 'Copy cohort definitions; the state of their generations'),
    ('cohortdefinition:*:generate,cancel,report,export:*:get', 'Generate cohorts and read their counts'),
    ('cohortdefinition:check,checkv2,sql:post', 'Check cohort definitions, and write them as SQL'),
    ('sqlrender:translate:post', 'Fill in the parameters of SQL')
) AS wanted (value, description)
WHERE NOT EXISTS (SELECT FROM webapi.sec_permission p WHERE p.value = wanted.value);

INSERT INTO webapi.sec_role_permission (role_id, permission_id)
SELECT r.id, p.id FROM webapi.sec_role r CROSS JOIN webapi.sec_permission p
WHERE r.system_role AND lower(r.name) = 'admin' AND p.value = '*'
  AND NOT EXISTS (SELECT FROM webapi.sec_role_permission x WHERE x.role_id = r.id AND x.permission_id = p.id);

INSERT INTO webapi.sec_role_permission (role_id, permission_id)
SELECT r.id, p.id FROM webapi.sec_role r CROSS JOIN webapi.sec_permission p
WHERE r.system_role AND lower(r.name) = 'atlas users' AND p.value IN (
    'info:get', 'source:*:get', 'source:daimon:priority:get', 'vocabulary', 'job', 'conceptset:get', 'conceptset:post', 'conceptset:*:get',
    'conceptset:*:*:get', 'conceptset:*:*:*:get', 'cohortdefinition:get', 'cohortdefinition:post', 'cohortdefinition:*:get',
    'cohortdefinition:*:exists,copy,info:get', 'cohortdefinition:*:generate,cancel,report,export:*:get', 'cohortdefinition:check,checkv2,sql:post',
    'sqlrender:translate:post')
  AND NOT EXISTS (SELECT FROM webapi.sec_role_permission x WHERE x.role_id = r.id AND x.permission_id = p.id);
