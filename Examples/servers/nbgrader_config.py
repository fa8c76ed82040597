"""Handing out and marking notebooks in Linnet with nbgrader. Put this file into the folder of the course.

The README beside this file explains it.
"""
c = get_config()  # noqa: F821  nbgrader brings it along.

c.CourseDirectory.course_id = "linnet"

# What pupils find where the solution was taken out.
c.ClearSolutions.code_stub = {
    "linnet": "# Write your lines here.\n",
    "python": "# Write your lines here.\n",
}
# `### BEGIN SOLUTION` and `### END SOLUTION`, and the same with HIDDEN TESTS, are comments in Linnet too: nothing
# more is to be set.

# A cell that never ends costs a minute, not the whole evening.
c.Execute.timeout = 60
