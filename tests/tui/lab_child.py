"""The process that serves experiments, with the tests' own among them."""

import lab_demos

from actquiz.demos import child_main

lab_demos.install()
child_main.main()
