"""The process that serves experiments, with the tests' own among them."""

import lab_demos

from actquiz.demos import serving

lab_demos.install()
serving.main()
