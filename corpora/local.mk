EXTRA_DIST += \
	corpora/audit-committee/2011-06-28-accounts.txt \
	corpora/audit-committee/2018-03-22-risk-register.txt \
	corpora/audit-committee/2020-11-24-internal-audit.txt \
	corpora/audit-committee/2024-07-25-external-audit.txt \
	corpora/cabinet/2015-03-11-meeting.txt \
	corpora/cabinet/2020-09-09-meeting.txt \
	corpora/cabinet/2022-02-16-budget.txt \
	corpora/cabinet/2024-07-10-highway-maintenance.txt \
	corpora/cabinet/library-strategy-issue.txt \
	corpora/police-and-crime-panel/2013-02-07-first-plan.txt \
	corpora/police-and-crime-panel/2014-02-06-draft-plan.txt \
	corpora/police-and-crime-panel/2015-02-05-precept.txt \
	corpora/police-and-crime-panel/2017-11-16-meeting.txt \
	corpora/police-and-crime-panel/2019/06/20/annual-report.txt \
	corpora/police-and-crime-panel/2021-09-16-volunteers.txt \
	corpora/police-and-crime-panel/2023-02-02-precept.txt \
	corpora/police-and-crime-panel/plan-2025-2029.txt \
	corpora/police-and-crime-panel/precept-2016.txt \
	corpora/police-and-crime-panel/special-constabulary-review.txt
