"""The study page: one module for each part (see ``trialogue.web.sections``)."""
